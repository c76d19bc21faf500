// The most used emoji by Slack's short names. Others are shown as :name:.

const GROUPS = {
  Faces: `grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 joy 😂 rofl 🤣 slightly_smiling_face 🙂 upside_down_face 🙃
    wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 zany_face 🤪 money_mouth_face 🤑
    hugging_face 🤗 face_with_hand_over_mouth 🤭 shushing_face 🤫 thinking_face 🤔 zipper_mouth_face 🤐 neutral_face 😐 expressionless 😑
    no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷
    face_with_thermometer 🤒 nauseated_face 🤢 sneezing_face 🤧 hot_face 🥵 cold_face 🥶 dizzy_face 😵 exploding_head 🤯 partying_face 🥳
    sunglasses 😎 nerd_face 🤓 face_with_monocle 🧐 confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮 hushed 😯 astonished 😲
    flushed 😳 pleading_face 🥺 fearful 😨 cold_sweat 😰 disappointed_relieved 😥 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓 weary 😩
    tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 skull 💀 hankey 💩 clown_face 🤡 ghost 👻 alien 👽 robot_face 🤖 see_no_evil 🙈
    hear_no_evil 🙉 speak_no_evil 🙊 saluting_face 🫡 melting_face 🫠`,
  People: `wave 👋 raised_hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞 point_left 👈 point_right 👉 point_up_2 👆 point_down 👇 point_up ☝️ +1 👍
    thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ facepunch 👊 clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏 muscle 💪 writing_hand ✍️
    eyes 👀 eye 👁️ brain 🧠 ear 👂 speaking_head_in_silhouette 🗣️ bust_in_silhouette 👤 busts_in_silhouette 👥 shrug 🤷 facepalm 🤦
    raising_hand 🙋 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ technologist 🧑‍💻 firefighter 🧑‍🚒 scientist 🧑‍🔬 detective 🕵️ cop 👮
    construction_worker 👷 ninja 🥷 superhero 🦸 runner 🏃 walking 🚶 dancer 💃`,
  Hearts: `heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 white_heart 🤍 broken_heart 💔
    sparkling_heart 💖 heartbeat 💓 100 💯 anger 💢 boom 💥 collision 💥 dizzy 💫 sweat_drops 💦 dash 💨 hole 🕳️ speech_balloon 💬
    thought_balloon 💭 left_speech_bubble 🗨️ zzz 💤`,
  Signs: `white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕
    heavy_minus_sign ➖ heavy_multiplication_x ✖️ question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕ bangbang ‼️ interrobang ⁉️
    warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 rotating_light 🚨 construction 🚧 sos 🆘 new 🆕 ok 🆗 up 🆙 cool 🆒 free 🆓
    information_source ℹ️ a 🅰️ b 🅱️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
    large_purple_circle 🟣 large_brown_circle 🟤 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_orange_square 🟧
    large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛ small_blue_diamond 🔹
    small_orange_diamond 🔸 large_blue_diamond 🔷 large_orange_diamond 🔶 arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️
    arrow_upper_right ↗️ arrow_lower_right ↘️ arrow_lower_left ↙️ arrow_upper_left ↖️ arrow_up_down ↕️ left_right_arrow ↔️
    leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrows_counterclockwise 🔄 arrows_clockwise 🔃 twisted_rightwards_arrows 🔀 repeat 🔁
    back 🔙 end 🔚 soon 🔜 top 🔝 recycle ♻️ radioactive_sign ☢️ biohazard_sign ☣️ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣
    eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 hash #️⃣ arrow_forward ▶️ double_vertical_bar ⏸️ black_square_for_stop ⏹️ fast_forward ⏩ rewind ⏪
    black_right_pointing_double_triangle_with_vertical_bar ⏭️ heavy_dollar_sign 💲 copyright ©️ tm ™️ infinity ♾️`,
  Things: `pushpin 📌 round_pushpin 📍 mag 🔍 mag_right 🔎 wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ gear ⚙️ nut_and_bolt 🔩 toolbox 🧰
    loudspeaker 📢 mega 📣 bell 🔔 no_bell 🔕 speaker 🔈 mute 🔇 bulb 💡 flashlight 🔦 candle 🕯️ lock 🔒 unlock 🔓 key 🔑 closed_lock_with_key 🔐
    shield 🛡️ link 🔗 paperclip 📎 scissors ✂️ memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑 bookmark 🔖
    label 🏷️ clipboard 📋 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ file_cabinet 🗄️ wastebasket 🗑️ calendar 📅 date 📅
    spiral_calendar_pad 🗓️ bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 books 📚 book 📖 newspaper 📰 inbox_tray 📥
    outbox_tray 📤 package 📦 email 📧 envelope ✉️ incoming_envelope 📨 telephone_receiver 📞 phone ☎️ iphone 📱 pager 📟 computer 💻
    desktop_computer 🖥️ printer 🖨️ keyboard ⌨️ floppy_disk 💾 cd 💿 battery 🔋 electric_plug 🔌 satellite_antenna 📡 satellite 🛰️ microscope 🔬
    telescope 🔭 test_tube 🧪 petri_dish 🧫 dna 🧬 thermometer 🌡️ pill 💊 syringe 💉 adhesive_bandage 🩹 stethoscope 🩺 magnet 🧲 ladder 🪜 bomb 💣
    moneybag 💰 money_with_wings 💸 dollar 💵 credit_card 💳 receipt 🧾 gem 💎 scales ⚖️ ticket 🎫 watch ⌚ alarm_clock ⏰ stopwatch ⏱️
    timer_clock ⏲️ hourglass ⌛ hourglass_flowing_sand ⏳ clock1 🕐 clock3 🕒 clock6 🕕 clock9 🕘 clock12 🕛 camera 📷 movie_camera 🎥 tv 📺
    headphones 🎧 microphone 🎤 door 🚪 broom 🧹 fire_extinguisher 🧯 shopping_trolley 🛒`,
  Nature: `fire 🔥 sparkles ✨ star ⭐ star2 🌟 zap ⚡ sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ lightning 🌩️ snowflake ❄️ tornado 🌪️ ocean 🌊
    droplet 💧 umbrella ☔ rainbow 🌈 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 new_moon 🌑 full_moon 🌕 volcano 🌋 mountain ⛰️ seedling 🌱
    evergreen_tree 🌲 deciduous_tree 🌳 herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁 fallen_leaf 🍂 mushroom 🍄 tulip 🌷 sunflower 🌻 rose 🌹 cactus 🌵
    dog 🐶 cat 🐱 mouse 🐭 rabbit 🐰 fox_face 🦊 bear 🐻 panda_face 🐼 tiger 🐯 lion_face 🦁 pig 🐷 frog 🐸 monkey_face 🐵 chicken 🐔 penguin 🐧
    bird 🐦 owl 🦉 bat 🦇 wolf 🐺 horse 🐴 unicorn_face 🦄 bee 🐝 bug 🐛 butterfly 🦋 snail 🐌 ant 🐜 spider 🕷️ spider_web 🕸️ turtle 🐢 snake 🐍
    lizard 🦎 t-rex 🦖 octopus 🐙 crab 🦀 fish 🐟 dolphin 🐬 whale 🐳 shark 🦈 crocodile 🐊 elephant 🐘 camel 🐫 goat 🐐 sloth 🦥 hedgehog 🦔`,
  Food: `coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 cocktail 🍸 champagne 🍾 pizza 🍕 hamburger 🍔 fries 🍟 hotdog 🌭 taco 🌮 sushi 🍣 ramen 🍜
    popcorn 🍿 doughnut 🍩 cookie 🍪 cake 🍰 birthday 🎂 chocolate_bar 🍫 candy 🍬 apple 🍎 banana 🍌 grapes 🍇 strawberry 🍓 lemon 🍋 peach 🍑
    watermelon 🍉 avocado 🥑 carrot 🥕 corn 🌽 bread 🍞 cheese_wedge 🧀 egg 🥚 ice_cream 🍨 salt 🧂`,
  Play: `tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 soccer ⚽
    basketball 🏀 football 🏈 tennis 🎾 dart 🎯 game_die 🎲 video_game 🎮 joystick 🕹️ jigsaw 🧩 art 🎨 performing_arts 🎭 guitar 🎸 musical_note 🎵
    notes 🎶 drum_with_drumsticks 🥁 rocket 🚀 airplane ✈️ helicopter 🚁 car 🚗 taxi 🚕 bus 🚌 fire_engine 🚒 ambulance 🚑 police_car 🚓 truck 🚚
    bike 🚲 train 🚆 ship 🚢 sailboat ⛵ anchor ⚓ fuelpump ⛽ vertical_traffic_light 🚦 traffic_light 🚥 house 🏠 office 🏢 hospital 🏥 factory 🏭
    stadium 🏟️ tent ⛺ statue_of_liberty 🗽 checkered_flag 🏁 triangular_flag_on_post 🚩 waving_white_flag 🏳️ pirate_flag 🏴‍☠️ rainbow-flag 🏳️‍🌈
    crystal_ball 🔮 magic_wand 🪄 parachute 🪂 desert_island 🏝️`,
};

const table = new Map();
export const groups = Object.entries(GROUPS).map(([name, text]) => {
  const words = text.trim().split(/\s+/);
  const names = words.filter((_, at) => at % 2 === 0);
  names.forEach((each, at) => table.set(each, words[at * 2 + 1]));
  return { name, names };
});

/** The character for a short name, or undefined. */
export const emojiOf = (name) => table.get(name.replace(/::skin-tone-\d$/, ""));

/** Text with emoji, for places that accept plain text only. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+'-]+):/g, (code, name) => emojiOf(name) ?? code);

/** Short names that contain the text; those that start with it come first. */
export function search(text, most = 60) {
  const wanted = text.toLowerCase().replace(/^:|:$/g, "").replace(/\s+/g, "_");
  const found = [...table.keys()].filter((each) => each.includes(wanted));
  return found.sort((one, other) => Number(other.startsWith(wanted)) - Number(one.startsWith(wanted))).slice(0, most);
}
