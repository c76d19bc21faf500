"""Which words the labelled incidents use in which phase, as counts.

Written by tests/bot/analysis/count_phases.py and read by bot/analysis/phrases/second_reader.py.
`rollback|g5k` is five events of the seventh phase and one of the eleventh.
"""

from typing import Final

EVENTS: Final = (94, 142, 65, 87, 161, 68, 285, 136, 105, 110, 47)

WORDS: Final = """
!|bdej #|a16b32c8d6e20fg25h2i24j6k5 %|a3b6d2e3g4hi11jk (|ab3dfg )|ab3fg ,|a20b42c43d42e81f24g108h33i40j53k10
.|a2b3c5d18e22f4g21h3i3j17k3 :|ab19cd3e20g5h42i3j2k8 ;|a2gh =lead|c21df12g13h9i4j24k10 =monitor|ab63ci7
=outsider|a3b33gi5j3 =responder|a44b27c43d85e160f53g266h47i84j75k35 =speaker|h66ij7k =support|b16df3h12i
=system|a45b3eg2hi2jk =vendor|ag3hi ?|b13d7e8f11g7h2 @bad|a14b68c4d12e40fg27h25i27j12k7
@change|a37b14c2d2e41f3g49h13i6j4k5 @fix|ace2g13h3ij2k3 @host|a37b46c4d20e59f9g97h18i25j18k11
@media|a3b21c5d7e3f2g10h73i5j6 @not|a8b30c2d9e50fg25h11i6j9k4 @ok|a2b3c2d9e8f3g19h13i24j32
@outsiders|a9b19cd8e8f5g13h37i11j3k4 @people|a9b12c18d4e12f33g13h12i4j7k2 a|a19b13c13d9e30f8g30h9i11j3k5
about|a2b3cd3e3fgh3ik abov|b4 accept|ceg acces|efgh accord|d2j account|abdefg2h4i2j ack|d8eg acknowledg|bd3
acquirer|e4g2 acros|ab2gi action|behi2k2 add|a4efg4ik5 addres|ab2e3g5k admit|gh affect|c3d2g2h3k after|a2b2e3g
again|b3e2g15h2i11j13k against|k3 agent|beg2hi ago|beg ahead|g2 alarm|b4k alert|b4cgik2 alertmanager|ab alia|eg3
all|a7b11c2d4e10g14h12i2j16k alon|eg2 already|eh alter|gi an|a2b5c20e3fg2h7i6j3k2 and|a7b16c6d7e20f6g26h11i10j15k5
announcement|hi another|bg3h3 answer|ab2cde2g2h2ik any|bd2e3h2ijk anybody|b2 anyon|bdf2 anything|bde2hi api|b6eg4h2
app|ab3eg2h4j apply|a3eghjk approval|bi architectur|ae around|fg array|a2e as|a4c7d6e6g2hi3j6 ask|bde2f2g2h7ij
at|a3b7d10e12f2g12h4i11j7k attack|de audit|e2 auth|a2 authenticat|bd author|gh2 authorisation|bei automation|gk2
autoscal|ek autoscaler|g2 availabl|bj awak|d2g awar|bh away|ae3g3i aws|fj b|b2df2 back|ade4g23h5i6j6k backbon|a2e
backend|be backfil|ijk backlog|i3jk backup|be3g3k bad|eg4i bak|fg balancer|bg banner|h2 batch|eg2
be|a11b29c22d17e54f8g50h35i32j39k12 becaus|ae2gh2 bed|fj befor|e2fg2i2jk2 begin|a4i2 behind|ae3gi being|b2degh2i
belong|aj2 below|b2i2k big|ab2cfg2hij bigger|ceg4ik binderhub|a2g bit|degi2 blank|ab block|b2ce2g4i blog|h6 boot|bi
both|cd3e4gh bounc|b2g2i box|ad2eg2hi break|bd2eghk bridg|c3df bring|ef2g broker|a2e2g2jk bucket|be2 bug|ae2g3k
build|a2b4e4g6h2i3j2k2 bump|a3fg4 but|a2e4ghi4 button|g2 by|a3b4c2e6fg19hi3k c|a2bdfj ca|fg cach|a2eg8 cal|abc7def8hij7
calendar|k2 can|cd2e5f4g5h3i3j2 can't|ab9d2e8fgh4i cap|e2g capacity|a4de2ijk card|abeh2k carry|aeij cas|de catch|d2gj3
caus|deh cdn|aj central1|ij cert|a2eg4jk certificat|a2be4gh3 ch|egj chang|a9b2d2e3g9hjk channel|b2c3fh6i chart|aeg2
chat|b3cd check|b4d5g2hi3j2k checkout|bc claim|be clas|b2f2 clean|ae2g2k2 cleaner|g2k cleanup|aeg2k clear|g2h4
clickhous|ab client|a5beg4 climb|bi2 clos|gh2j21 cloud|agh3 cluster|a3b2cd3e3f2g3i3 cni|eg coast|ae cod|cd2e4g2j
cohort|ah column|eg com|ab3c2d3e6f5g3hi8j2k command|ae3 commit|e3 community|eh2 compar|eik complet|ag config|a4e8g5k
configuration|eg confirm|e3hj2 connect|b3hi2 connection|abdgi connectivity|bgh consol|g2 consul|adg2 consumer|e4g2i
contact|be container|gk containercreat|bd contractor|f2 control|acdei2 controller|deg2 conversion|b2i coordinator|cf
copilot|agh copy|fg2i cor|ag3 cordon|g3 coredn|ek correct|eg cost|ace could|e2f3g count|e3ik2 cpu|abe3ij cpus|e2
crash|abei crat|a2b4e2fk creat|b2c3gh2ik2 critical|b3i cron|gk cros|cg culler|e2g2 customer|ab8d2e2fh9i5 cut|aeg2
cycl|g2 dashboard|ab5d2h9i dat|e2 data|ae2f2g3h3i2 databas|a4b3ef3g3h day|e2gjk db|ae3g2hjk dba|f2 decid|bg2
decision|g3 declar|c16j degrad|dh3 delay|h4i delet|cg10 deletion|ek deploy|a3bce4g13h2i3 depth|bf deschedul|ae desk|d2f
desktop|bd devic|ab didn't|e2g3 die|e3g differ|gi directory|e2g2 disabl|g3k2 disaster|gi discours|bh disk|a4be3fg2i2jk2
distribution|aek dns|a2efg5ik do|a2cd4e9f7g17h4ij7k doc|abcehjk3 dockerhub|beg doesn't|bde2g2 don't|b5de5g2h door|hj
dot|g2 down|b9d2e2g2h2i6j3k2 download|de drain|ae3g3i2j drop|a7e3hik dry|ae duct|ae dump|eh duplicat|eg during|ak
dyno|aeg each|be5gi east|a2b2cgi edg|cde egres|ak either|bd eks|eg elect|ag elevat|dh2 eleven|be els|b2c email|bd
emergency|ch empty|adei2j enabl|gh end|a2b3degj endpoint|a2b2eik engag|dh engineer|cef4 enough|cgi enqueu|ae entity|eg
entry|e2hj env|eg errimagepul|b2 error|ab13de4gh4i5j4k eta|h2 eu|abd2hi event|a2b3egh3j every|ab5d3e6gh3i2jk
everybody|c3efgj everyon|cfh2j2 everything|ceg3h2j3 everywher|ab2g4j3 evict|e2 exceed|be exception|b3i exist|eg
expect|cdh expir|abek export|gj extension|be fail|a7b14de6fg8hij failur|b4ei4 fal|a2b2gi far|de2g fault|ab featur|ce2
federation|gj feed|ae few|aeg2i fil|bde2g4k fin|d4g2i2j3 final|hj find|ce2 finish|aegi2jk fir|bgk first|ab3eg10h6ik2
fiv|b4dg3 fix|ceg8h6ij5k2 flag|a2bce2fg flat|ij2 fleet|a2deg2ij flip|g3 flow|g2k fluent|eg folk|f2 follow|g2hi
for|a11b11c6de13g19h8i9j10k10 format|ag former|e2g found|be5gk fresh|g5 from|a7b11c2d2e12f5g17h2i2jk2 front|abd2g3
ful|ce6g3hj fully|j3 gatekeeper|ae gateway|bfj gb|abek generat|ag get|a5b12d4e11f6g14h4i2j4 gi|g2 github|ab2dghi
gitter|bf giv|bgi global|bg globally|g2 gmail|di go|a7b8cd2e10g17h2i7j5k2 good|deg2hij4 grafana|bdj2 graph|bi2j
green|hij3 group|a3bdeg4j grow|b2e2fg3 half|b2e4gi4j2 hand|acf2g9hj handl|ef handshak|bei hang|bde2g happen|ae2h
hardly|be hardwar|fg hav|a2b5d6e23f5g8h8i4j4k3 health|b2h2i healthy|g3i4j help|bg2j her|ab3d3ef6j3 herd|ei hi|df
high|ab3ce history|degi hit|ade2fghj hm|deg hold|e2i hom|efij homeserver|bi host|abde3g4ij hour|b4e3fg6h2i4j3
hub|ab2d2e4g5h2j2 hug|ik hundr|dg i|ab3c3d7e3f3g2hj2 i'l|c2dfh i'm|c6df3 i'v|h2 ic|fj id|ae4g idl|de3 ids|a2g2
imag|a3b4e2fg10i2k2 impact|gi in|a6b28c7d10e31f10g34h9i17j9k7 inc|c4j incident|c41fh3ij14k incom|gj index|ab3de3g6i2k
inform|fh3 infra|cdf3h ingestion|b2 ingres|de2g4 inlet|bi insid|ag instal|ag2 instanc|aeg4 instead|be2g2h integer|ae
intend|be intermediat|ae2g internal|abcfghi into|abd3e4fg4hk2 investigat|h3 invit|bcgh io|abf isn't|b2cde issu|ac2gh2k2
issuanc|gj it|a9bc9d16e38fg38h11i11j9k5 item|hik its|a3bd2e8g3h2jk itself|a2e3gi2 job|a4b2de2ghi3k2 join|ef6g
jupyterhub|ag just|b2d4fg3i2 keep|be2g2hi2j2 kernel|ei key|a5e6fg4hik kibana|ab kick|ag2 kil|eg3 know|abde4f3h6 kv|deg2
lack|efk lag|b4egi3j land|e2g laptop|d3efg last|be2g7ij3 lat|adh latency|abgi launch|a2b3e2g4j4 lead|c5f3 leader|dg
leap|bdh leav|e2gi left|a2bd2e2g2k let|defg4h2i2k letter|gh level|ij2 lik|b2de3ij limit|abe2g6k limiter|a2egj lin|ce2f2
link|abcdeh2 list|be5fghik2 littl|agi liv|a2bde2fg4h3ijk load|b4de3g5i4j2k location|a3 lock|b2gi log|ab6d3e12fg2i3
login|b4d2eg3hi3 long|ej longer|g2 look|bd16e3f3ghi8j2 loop|aei los|a4b5de2gh2ij lot|ab3d2e low|ae2 lower|aeg2 lvm|eg
machin|adeg2k mail|b5dfgh5i2 maintenanc|a2eh major|c5 mak|c3e4g3h2k manager|ade2f2gh3 many|b4ce2gk map|gk mark|aj2
master|eg mastercard|be match|efg max|eg may|h2 me|b2c2d2ef4gi meanwhil|eg meet|ck member|a2df memory|e4g3i2j
merchant|bh5 merg|a5eg4i messag|ab2e2g4h3 metadata|eg2k metric|bi midnight|ab migration|a2h million|ae min|b3dgij
minor|ac minut|ab7cd2e3g3i6j mis|e2 mismatch|e3 mod|g2 modul|e3k moment|g2i monday|k2 monitor|eh3i mor|ab2c2de8f4g4ij
morning|abe2f2j2 most|abgi5 mov|adeg5ik ms|e2gi much|eg my|b7cd3e2fgi3 nam|b2e2ik namespac|bcdegh need|ce2f8g3hk2
network|a2cd2e4h never|de5k new|a11bcde15g11h2i3j3 next|a2dg2 nfs|eg2 night|e2j nightly|a2 nil|eij
no|a3b6cd2e10g6h3i2j5k2 nobody|ab3dg3 nod|a5b2de15g19i3j3 non|eg normal|bg2hi3j4 normally|j2 not|ab2de10g3h8ijk4
notebook|ij2 nothing|a2be8g2j3 notic|b2gh3 notification|bd now|ab3c2e3f5g8h2i7j2k number|cfi2
of|a16b11c2d9e33f6g20h4i10j5k6 off|a4be3f2g17i2jk ok|ceghi4j3 okay|de old|ae11g11i3jk older|g3h
on|a13b25c3d7e25f12g29h24i10j5k4 onc|ade oncal|cf one|a4b3c2d3e21fg12h3ijk onlin|f3g2h3i only|d3e9g4j ons|fi
open|bc15d2ef2g5h2j2k2 operat|ej operational|h2 or|ab3d2e4gi orchestrator|ae order|cegij org|gh origin|g2
other|b3d3e2fg3i2k our|a2b13d4e11f2gh4ij out|a10b3c2d4e6f4g19h7j3k2 outag|bchk outlook|di over|a4b5d2e2fg6ij8 ovh|abgj
own|dehk owner|dg p1|bc p95|bj p99|bi pacemaker|g2 packet|a2be pag|b5cd5ef6gh34i2j2k panic|bej part|eg partition|be
pas|aeij password|de2g4 past|b3 patch|g2 path|eg2 paus|h2 pay|gh payment|fh2k peak|gi peg|e2 pend|bi
peopl|ab3cf5g3h3i2j2 per|ab percent|bgi2 performanc|hi pg|eg phon|b4f3h pick|bgj pictur|bc pil|abe ping|cdf2
pipelin|a2eg2k plac|adgh placement|dfgj plan|a2bce3g4i2 platform|bf2h2 playbook|ak player|bg pleas|c2f5ghk plugin|ae
pod|b3d5e9g12i3j2 point|ceg6hj policy|a2e2k2 pool|e2 post|beh18j postgr|afg power|dg4 pr|aeg5k2 prefix|ae2 present|ef
primary|a4bdeg3ij priority|b2f prob|deg problem|bc proces|ceik processor|afk prod|bcdeg2hj product|bj production|abe2g4
profil|bik project|e2g2k prometheus|b2gh2j promot|aeg4 provider|abd2eghij provision|ceg2 proxy|bd2g3j public|bh4k
publish|aegh4k2 pul|b2cf2gij purg|g2 push|a3bdeg3ij put|b2eg7hk quarter|ab3 query|abde3k question|bd queu|ab4e2gh2i5j3k
quick|gj quicker|g2 quorum|ag quota|ae3gi rabbit|ef rac|ak rack|beg rais|c5fg3jk2 rang|be3g rat|ab11eghi7j re|e3g2
reach|a2b2dfgh reachabl|dij read|abd3e4fg4hj2 ready|gh2 real|cjk reboot|eg rebuild|eg2j reconnect|egj record|abeg2
recover|g2hi5j2 recovery|gh2 recycl|ae2g red|cdg2h2i redeploy|deg referenc|e2 refus|adgk region|a2b6deg4hi3
registry|a2b2cfg reindex|ag releas|aefg4 reload|e2g2k remain|ej2 remov|ae2g3 renew|ah renewal|ek repair|ej2 replac|g4j2
replay|e3gij replica|de3g4jk replicat|abei replication|b2g reply|h3 repo|b2e2j report|b2d2h3j repository|ej
reproduc|dik request|be2g2ij2k requeu|bk resolv|bh4i3j15 respons|cj rest|g2ij restart|bde6g14i2 restor|efg11h2i
result|di resync|g2 retry|eg return|b2egh3 revert|e2g10j review|gk2 right|ef3g7ik ring|eg2ik rol|a4cf2g9k rollback|e2g
room|c3f root|be2 rotat|aeg2h rotation|a2g2k2 rout|a3e4g2 router|dg2 routin|a3 row|be2g3i rs|bj rul|a3e4g4k
run|a11bc3de5g6i6j2 runner|ad2 s|begi2 saf|gh2 sam|b4d3e8ghj saml|bj say|b6e5h3i scal|ag4 schedul|ajk script|a2e3gh
search|bde2j second|a3b2de2g3k secondary|a2bfg3 secret|eg2h security|cef2g see|ab8d5e3fg2h3i2 seem|bcd3 send|b2efg2h7
serv|g2ij server|a5b3e4g7i servic|a2b4d3e4g4h5i4j3 session|ab2e2g set|a2e3g5h5 sev|c3 sev1|c4 sev2|c4
several|ab2d2efghj severity|c4 sha|eg shal|fg shar|e2g2 shard|a2e2g2 shift|fgj2 ship|a2eg5 shop|adh short|degi
should|a2e5hjk show|abd2e5 shrink|gi2 shut|aeg2 sid|bij sign|a3be3fg4j signatur|bei signer|eg sinc|b6de5gi2jk singl|ag2
sit|a3b6cde5g9h5i3j3 six|ae3gh siz|g3 slo|b2 slow|abcdgi2 slowly|bg3k smaller|ai2 snapshot|eg5 so|ae13g15ik2
som|aeg4h4i4 somebody|c2f3k someon|e2f3 something|bdh sorry|h2 sort|d2h spac|abe spam|b2e2 spik|bg2 spin|ac splic|g2
split|gi stabl|e2ij stag|abdeg2 stal|aeh stand|bgj2 standby|e2g2 start|a7b3c4de2g8hi5k3 startup|eg stat|eg3
statement|h2 status|dh46ij3 statuspag|h3j stay|aegi2jk step|g2k stick|bei stil|be6fg5hi6 stop|abg5k stor|dei
storag|acfghij story|bk stream|befghj study|g2 subsystem|eg suc|gi2j2 succes|ab2efi2 support|cdfi sur|e2 suspect|eg
swap|a2k switch|a2bg4 sync|eg system|eg2 tabl|a3be2g2ik tag|e2k2 tak|a3d3e9f5g7hijk talk|cef2gk task|gk tax|ae tb|eg3
team|abc4ef6gh2i tel|bfgh9j temperatur|bi templat|eghk temporary|bg2 ten|b4eg2i3j tenant|dfh tenth|ei term|de
terminat|dg terraform|ek test|abeg4hi6j2k4 than|bc2e4g3i thank|hij6 that|ab7cd6e27f5g25h12j2k8
the|a43b32c11d32e93f29g153h48i24j19k23 their|a3b5e4fg4hi5j them|bde3g5h4k3 then|ceg5 ther|a2cd2e5g4i2 thes|cef
they|ab4d2e7g3h2ij2 they'r|gj thing|b2dg2 think|de2 third|ceg this|abc16d5e3f3g4hij2k thos|eg6 though|dg
thre|a2b3eg4i2j thread|c2e3h2k throttl|g3 through|abd5e5g10h2i2j2k throw|beg ticket|ab2cf3h5k3 tier|beg
tim|a2b4deg8hij4k timeout|be2g to|a32b11c4d7e19f10g65h37i11j7k7 today|beh together|e2fk token|b2cg2 tomorrow|k2
too|b4d5e3g3ij tool|de2hk top|eh topic|cg topology|e2g touch|ei trac|e2 traffic|a4b3ce2g7ij4k trail|e2 travis|de
treat|c3 triag|d2 troubl|eh5i2 try|d2fg7h2jk turn|abg4hk tweet|h5 twitter|h5 two|a6b5d4e4fg4i unattend|ag unavailabl|eh
under|begh2i3 understood|ej unit|ek unknown|bg unreachabl|b4 until|ck3 up|a7b7c3d4e5f4g11h7i6j7k5 updat|a2be2gh15
upgrad|a6be4g2j2 upload|b2dg ups|g2 url|be us|a3b3c2d4e4f4g2hi3j use|adgh4k2 used|bek user|de3g4ik users|ab4egh6i2k
usual|b2i2j2 vacuum|efg validat|gk valv|eg var|eg vault|aeg version|a2e3g3hi3j very|b2 vms|bi volum|be3gk waf|abeg2j
wait|b2de2g2i2j wak|d2f3 want|ae3g warn|bk watch|ej way|eg4h3 we|b4c2d2e9g15h6i3j4k2 we'r|ceg3h8j2 we'v|e2
web|a2b4cde2g2i webap|a2e webhook|bg5 week|eg weight|g3 wel|d5ehj west|a2ei what|acd3e6f2gh5ik when|b2ek wher|ace2gj4
whether|dg which|de7g2k2 whil|abcij who|bdf7gh3i whoever|f2 whol|bg2ij2 why|befk wil|d4ek with|a5b5cd3e13f7g12h4i3j4k4
withdraw|ae within|a2e without|aeg2i work|a2cd2e4g6h4i3j8 worker|eg4 workshop|bf worldwid|a2jk would|fg wrap|gj2
wraparound|ae writ|a2b3de5f2g4h6i2jk5 wrong|abde6gk2 xss|ae yellow|ch yep|dg yes|d2g2 yesterday|be3g4j yet|dfg
you|b3df7h2j4 your|bhk youtub|bh zero|ab2gij2 zon|bghj zulip|h2
"""

PAIRS: Final = """
!_$|bdj #_$|a3b6c5de3g2i2jk #_%|a3b6d2e3g4hi11jk #_,|bi #_and|bi #_be|eik #_cor|g2 #_day|gk #_deploy|ag #_for|b4
#_from|be #_gb|abek #_gi|g2 #_los|ab #_min|b3gij #_minut|bdi #_mor|fg #_ms|e2gi #_nod|g2i #_of|gi #_on|b2j #_percent|bi
#_s|bei2 #_tb|eg3 #_to|a2cg3 %_$|b6degi6 %_,|egh %_of|a2dgi3jk %_to|bg (_gitter|bf )_$|ab ,_#|begi2 ,_a|ae3gi
,_about|acde ,_action|ik ,_all|b2cdj2 ,_and|b2e2 ,_api|bg ,_at|d3 ,_backlog|ij ,_be|b4 ,_bridg|c2 ,_broker|gjk
,_certificat|eg ,_check|d3gi ,_clas|bf ,_clos|j6 ,_delet|g2 ,_deploy|g3 ,_do|fg4 ,_doc|cj ,_end|bj ,_error|ij
,_everybody|c3 ,_get|be ,_go|dg3i ,_grafana|j2 ,_i|bc3dgj2 ,_i'm|c4f2 ,_incident|cj6 ,_it|a2be4fg4hi2 ,_just|fi
,_keep|egi ,_kil|g2 ,_launch|gj ,_login|di ,_look|d4 ,_lot|b2 ,_meet|ck ,_merg|ag ,_messag|b2 ,_mor|ef ,_no|ceg3h3j2k2
,_not|aeh ,_nothing|aj ,_now|g2i2 ,_one|ade ,_only|e2 ,_or|deg ,_order|ci ,_other|dei ,_our|e3 ,_over|j2 ,_pag|cdf2
,_pleas|f3k ,_power|dg ,_quicker|g2 ,_rais|cg ,_read|dg ,_registry|bc ,_resolv|ij2 ,_restart|be2g ,_revert|g2 ,_rol|g2
,_servic|gj ,_severity|c2 ,_sit|gj ,_so|ae9 ,_status|hj ,_test|agh ,_thank|hj4 ,_that|cd2e4 ,_the|ae8ghij ,_their|abei
,_then|eg3 ,_they|abde4g2h ,_this|c2gk ,_ticket|cf ,_try|gj ,_wait|g2i2 ,_want|ae ,_we|eg2h2ij ,_we'r|h2j ,_what|d2ef2h
,_wil|d2 ,_with|eg ,_writ|eh ._#|gi ._.|eg ._clos|j4 ._com|bdj ._io|ab ._it|e2 ._no|de ._open|cd ._org|gh ._restart|dg
._rs|bj ._the|de4g ._we|eg2 :_#|be :_a|chk :_all|b2h :_doc|bk :_elevat|h2 :_fix|h2i :_my|b2 :_new|gh2 :_no|be
:_resolv|hj2 :_som|h2 :_the|e3k :_thre|bei :_use|h2 :_we'r|h2 ?_!|bde ?_$|b10d5e6f9g5h2 ?_our|b2 ^_#|abfg2i5j2 ^_(|b2f
^_a|ab2ei ^_ack|d7 ^_acknowledg|d3 ^_action|bi ^_add|a3g2ik4 ^_agent|bg ^_all|ab3egh2ij9 ^_alter|gi ^_another|bg
^_anyon|bdf ^_api|b2 ^_app|bj ^_approval|bi ^_ask|df2ghi ^_at|eg ^_awak|d2 ^_backfil|jk ^_be|bj ^_block|g2 ^_blog|h4
^_both|e2h ^_bounc|bgi ^_bring|fg ^_broker|a2e ^_build|g2i ^_cach|ag2 ^_cal|c2df3j2 ^_can|efgh ^_can't|bd2efhi
^_capacity|a2i ^_card|bk ^_catch|dj ^_chang|agjk ^_clean|ak ^_clos|hj6 ^_cod|dj ^_compar|ek ^_config|a2e2g
^_confirm|e3j ^_connection|di ^_consumer|e2i ^_copy|fi ^_cordon|g2 ^_could|fg ^_count|ek ^_cpu|bj ^_creat|c2i
^_customer|b5i ^_cut|g2 ^_dashboard|h4 ^_data|eg ^_databas|b2fg ^_db|aegj ^_decid|bg ^_decision|g3 ^_declar|c9j
^_delet|g6 ^_deploy|bg3 ^_didn't|eg ^_disk|abik ^_do|fg4hj2 ^_drain|g2 ^_enough|gi ^_error|b2i2 ^_event|ae ^_every|ei2
^_everything|j2 ^_exception|b3 ^_failur|i3 ^_first|ab2eg4h6i ^_fix|g3j ^_flip|g2 ^_found|e3gk ^_fresh|g2 ^_ful|cgh
^_gatekeeper|ae ^_get|b5d2ef3gh ^_github|ghi ^_global|bg ^_go|e2g6hj ^_good|dg ^_half|ej ^_hav|d2 ^_her|d2f2 ^_hi|df
^_high|bc ^_hm|deg ^_hub|bde3j2 ^_i|d3e2f ^_i'l|fh ^_i'm|cdf ^_i'v|h2 ^_imag|abg2i ^_in|bdh ^_incident|c10h2j5
^_index|g2i2 ^_infra|df ^_ingestion|b2 ^_inlet|bi ^_instal|g2 ^_instanc|eg ^_internal|bc ^_issu|ack ^_issuanc|gj
^_it|de5gij ^_join|ef3g ^_just|d2 ^_key|ag ^_kick|ag ^_lag|gij ^_last|gj2 ^_launch|ab2j2 ^_let|dfg2hi2 ^_limiter|a2j
^_load|i2 ^_log|e2i ^_login|bi2 ^_look|d5ei2 ^_mail|b2h2 ^_major|c2 ^_mak|cg ^_many|bc ^_merchant|bh ^_merg|a3g2
^_messag|eh ^_mor|bcf2 ^_most|i2 ^_mov|ag4ik ^_my|bi2 ^_need|f2 ^_new|a2eg4 ^_nightly|a2 ^_no|b3e2gi2j3 ^_nobody|b2d
^_nod|a2e2g ^_not|ehik2 ^_nothing|e2gj ^_notic|bgh ^_number|i2 ^_ok|cegj2 ^_old|aeg2i ^_on|d3f ^_one|be4k ^_only|de2
^_open|c6gjk ^_our|b5d3ei ^_out|ej ^_packet|a2b ^_pag|b3f3k ^_patch|g2 ^_pend|bi ^_peopl|bij ^_pg|eg ^_phon|bf
^_ping|cf2 ^_plan|e2g ^_pod|eg ^_point|g2 ^_post|h7 ^_pr|g2k ^_primary|bd ^_provision|eg2 ^_proxy|bg ^_publish|gh3
^_pul|cf2gj ^_push|dgi ^_put|g4hk ^_queu|i3j2 ^_quota|e2 ^_rais|c3g ^_read|abd2j ^_recover|gi ^_remov|g3 ^_repair|j2
^_replac|g2 ^_replication|b2 ^_reply|h2 ^_reproduc|dk ^_request|ej ^_resolv|ij3 ^_restart|g3 ^_restor|g5h ^_revert|g3
^_rol|a2g5 ^_rollback|e2g ^_rotat|ag ^_rout|ag2 ^_rul|g2 ^_run|a4g ^_sam|bdej ^_saml|bj ^_scal|g3 ^_schedul|ak
^_script|ah ^_second|bgk ^_see|bf ^_send|fgh ^_set|g2 ^_sev|c2 ^_several|d2 ^_ship|ag ^_sign|bfg2 ^_sit|ab3c ^_so|eg
^_som|gi2 ^_stand|gj ^_start|cg2k ^_statement|h2 ^_status|h34ij2 ^_statuspag|h3 ^_stil|eg2i2 ^_stop|g4 ^_succes|i2
^_swap|a2 ^_switch|ag ^_tak|dg4 ^_tel|gh8 ^_test|gi2 ^_thank|ij ^_that|de4fg2 ^_the|e12ghi2j2k2 ^_this|c6e ^_thre|ab
^_throttl|g3 ^_ticket|b2k2 ^_traffic|abg ^_treat|c2 ^_try|fg4 ^_turn|agk ^_tweet|h5 ^_twitter|h2 ^_two|a3bdg
^_unattend|ag ^_up|ei ^_updat|gh3 ^_user|de ^_users|bh2 ^_waf|aj ^_wak|df2 ^_we|b3ce3g4j2k ^_we'r|ceg3h2j ^_web|a2bi
^_who|df2 ^_work|gi2 ^_wrap|j2 ^_writ|b2deh4k2 ^_yep|dg ^_yes|d2g2 a_bit|di a_bug|aeg a_certificat|be a_customer|ab
a_die|eg a_few|ag2i a_fix|cgh2 a_flag|ae a_ful|e2g2 a_littl|ai a_look|d5fj a_loop|ei a_lot|ade a_mail|bh a_major|c2
a_minut|i2 a_new|ae2g a_nod|e3 a_not|h2 a_primary|ae a_tenth|ei a_test|g2i a_third|ceg a_tim|g2 a_version|e2 a_whil|ij
about_#|ad2ei about_it|hk about_the|efh abov_#|b3 acces_to|ef accord_to|d2j account_on|i2 ack_$|d3e ack_,|d2 ack_.|d2
acknowledg_,|d2 acquirer_$|g2 acros_all|ab add_a|a2k2 add_ons|fi add_the|gk addres_$|bg3 affect_$|c3dk affect_users|h2
after_a|ae after_the|bg again_$|b2eg8h2i7j7 again_,|g3i3j3 again_and|bjk again_in|eg again_with|gj all_$|bj2 all_,|ce
all_.|de all_clear|h4 all_from|ab all_good|hj3 all_host|bj all_of|ab2e2gj all_over|bd all_pod|gj all_region|ab2gi
all_servic|h2j2 all_the|eg alon_$|g2 an_hour|b2efgi4j3 an_incident|c18 an_issu|hk an_outag|bch and_#|gi and_be|h2
and_dashboard|b2i and_error|aj and_go|ag and_it|ce3 and_look|dg and_on|dh and_out|hj and_outlook|di and_put|b2
and_replicat|ai and_restart|eg2i and_run|j2 and_ship|g2 and_sign|gj and_the|adfg2h2j and_traffic|gij and_web|bd
and_writ|ej answer_#|ac answer_for|eh answer_the|gh any_mor|de3ij api_$|bg api_and|b2 api_error|b2h app_,|ah
apply_to|ag approval_rat|bi as_befor|ij as_resolv|j2 as_the|ce as_wel|d5ehj ask_$|hj ask_channel|bh ask_for|e2g
ask_the|fghi at_#|b2e3g3hi6k at_a|eg2 at_all|abde2 at_it|gh2 at_my|d3 at_normal|j2 at_onc|ade at_our|be
at_the|d4e2g2hi2j2 at_zero|ij away_$|ae2g2i b_$|bf back_$|gij back_in|dg2ij back_into|gk back_on|gi back_onlin|h2
back_to|eg11hi2j3 backup_$|g3 batch_$|eg be_#|ei be_$|e3g2j be_a|ac3eg2k be_affect|c2k be_an|c2 be_apply|ahj
be_at|e2gh2ij3 be_back|gi2j3 be_being|eh2 be_bigger|ci be_com|i2 be_delay|h2 be_disabl|gk be_do|aghj be_down|b3d2h2
be_drain|ej be_empty|eij be_fail|b2j be_fin|d4ij2 be_ful|e2 be_get|bg be_go|ab2dij be_green|ij be_healthy|g2i be_idl|de
be_in|c2e2g5h2ij2k4 be_it|e2g be_left|ek be_liv|fhj be_normal|ij be_not|e5k be_off|gj be_on|bce2f3h3i2j3 be_one|de2
be_onlin|fh be_open|cf2gk be_out|a2cdeg3h3 be_over|bj be_public|hk be_reachabl|ij be_ready|h2 be_rebuild|eg
be_run|cegi2 be_saf|gh2 be_set|eg be_slow|bi be_stil|egi2 be_that|b2 be_the|deg3 be_ther|ei be_through|g2 be_under|h2
be_up|b2c2gh3i3j be_wait|be be_wher|cj2 be_whol|j2 be_writ|eg be_zero|b2 becaus_of|aeg bed_$|fj befor_$|gi
begin_to|a3i2 behind_$|gi belong_$|aj below_the|ik big_account|fhj bit_$|di block_on|b2 block_the|eg2 blog_post|h3
bounc_$|bg box_$|dh box_,|ag break_?|bd bridg_$|df bridg_be|c2 bring_in|f2 bug_be|eg bug_in|g2 build_.|gi build_be|gh
build_hav|bk build_on|gh build_that|gk bump_the|g2 but_the|a2i by_#|bg2 by_a|ae2 by_hand|ag9h by_itself|ei2 by_step|g2
by_the|bc cach_chang|ag cal_$|abcf4j cal_be|cf cal_in|f2 cal_it|ij4 cal_that|j2 can't_be|eh2 can't_connect|b2
can't_get|bde can't_log|b3f can't_talk|eg can_be|cg2 can_see|de can_we|eg capacity_$|de carry_the|eij catch_up|d2gj3
certificat_be|eh certificat_hav|eh ch_#|egj chang_$|abg3 chang_,|eg chang_on|abg chang_the|gk channel_$|bc2h4i
channel_,|fh check_$|d2hi check_fail|b2 clean_up|ae2k2 clear_$|h2 clos_$|hj15 clos_the|hj3 cloud_platform|h2
cluster_$|ab2dfg cluster_,|def cluster_and|cg cluster_in|dg cod_#|de cod_search|dej com_$|bc2d com_?|f2
com_back|ae2ghi2 com_be|dj com_down|i2 com_in|bdijk com_onlin|fg com_up|ei2 command_to|ae config_$|e2g config_be|eg3
confirm_,|e3j2 connection_to|di consul_server|ag consumer_be|e2 containercreat_$|bd control_plan|cei2 controller_pod|eg
cordon_the|g2 cost_us|ce cpu_critical|bi crat_.|ab crat_be|aek creat_$|ch creat_,|hk creat_an|c2i critical_$|bi
culler_,|eg customer_$|de customer_,|di customer_say|b3 customer_who|hi cycl_$|g2 dashboard_$|ah dashboard_,|bdh2
dashboard_:|h3 dashboard_load|bi data_be|gh data_los|eh databas_load|b2 day_$|eg db_load|ej declar_$|c4 declar_,|c6
declar_as|c2 declar_incident|c2 degrad_,|dh delay_$|h2 delet_the|g5 deploy_$|a2egh deploy_,|cg2i deploy_fail|eg
deploy_to|ab directory_$|eg disaster_sit|gi disk_$|a2f disk_array|a2 distribution_$|aek do_$|a2g3ij4 do_,|g2h do_a|efg2
do_com|cf do_her|j2 do_it|eg5 do_not|gh do_nothing|e2 do_that|e2 do_we|dgh do_you|df3 doc_.|bj doc_be|ceh dot_releas|g2
down_$|b4ehi3 down_,|bhj down_.|j2 down_and|bk down_as|di down_to|egi drain_,|ij drain_the|g2 drop_$|a2e2i drop_,|ah
each_$|ei each_other|eg east_#|b2 east_and|ai egres_rul|ak elevat_error|dh empty_$|i2 end_$|bdg end_in|be
endpoint_$|bik engag_$|dh entity_id|eg entry_$|ej env_var|eg error_$|b2ehij error_,|gh error_from|bd error_on|b3
error_rat|b5hi2j eta_$|h2 event_$|bhj event_in|bg everybody_in|c2 everything_be|j2 everywher_$|ab2g2j everywher_,|gj2
expir_$|abek fail_$|a2b7egh fail_,|bde2g fail_for|abe fail_on|ag fail_over|g2 fail_to|ab fail_with|b2 failur_in|bi
failur_rat|b2i3 fil_$|g2 fin_$|d2gj fin_,|gij find_out|ce finish_$|gik finish_,|eij first_$|gk first_,|gk fiv_$|bd
fiv_minut|b2 fix_$|g2h2j3k fix_,|cjk fix_be|g2hj flag_$|a2 flat_$|j2 fleet_,|dg fleet_be|ij flip_the|g2 flow_$|gk
fluent_bit|eg follow_$|ghi for_#|a2b2j for_a|a3cegij2 for_all|agj for_an|cijk for_each|be for_every|bd for_everyon|hj
for_half|bi2j for_internal|gi for_it|ceg for_me|bi for_mor|eg for_now|ch for_som|agh for_ten|bi2j for_that|gk2
for_the|ae3g4j2k2 for_this|ac2g for_ticket|h2 for_us|eg from_#|abg3 from_a|deg from_backup|eg from_stag|eg
from_the|a3be4f2g3h2i2k from_two|bd from_yesterday|bg front_end|abg front_of|dg ful_of|e2 ful_restart|eg gb_of|ek
get_a|b4h2 get_and|b2 get_in|fj get_into|bd get_it|de2 get_the|adefg4 get_through|gi github_.|bd gitter_)|bf
gmail_and|di go_$|bcde2gij go_,|b2e3g go_back|g3i go_down|bi3 go_from|g2i go_into|ak go_liv|ag go_on|bh go_out|a2g
go_through|ade3g3ij2k go_to|bg3hj go_up|ab good_$|hij grafana_and|dj graph_$|i2 green_$|hj green_for|ij group_$|g3
group_c|a2bdj grow_the|fg half_an|bi2j2 half_of|e2i2 hand_$|ag5 hand_,|g3 hang_in|bd hang_on|e2 hav_a|d4e3f
hav_be|ab3ghij2k hav_do|ef hav_it|d2ei hav_no|e2g hav_not|g2j hav_the|be3f2 hav_to|e3gh hav_troubl|h3i health_check|b2i
health_dashboard|h2 healthy_,|gi help_$|gj her_$|efj2 her_,|b2d2f2 hi_,|df high_priority|b2 history_$|dgi hit_the|e2
hm_,|deg hom_,|fi host_,|aei hour_$|b2eghi2 hour_,|b2fij2 hour_be|g2 hour_of|hj hub_be|bh2j hub_log|e3 hub_pod|g2
i'm_lead|c2 i_cal|j2 i_can|df i_do|cf i_hav|d2e i_see|bd2e i_think|de ids_$|g2 imag_$|aefg imag_,|gi imag_cleaner|g2
imag_pul|b2i in_#|adhi in_$|dfg2i3k in_,|b2fg2j3 in_a|b2egi2 in_all|gi in_an|cef in_containercreat|bd in_fiv|bd
in_front|dg in_its|e2 in_one|ce2gh2 in_or|b2i in_our|ab2e in_plac|gh in_review|gk in_several|ab in_sync|eg
in_the|ab8c4d2e16f3g10h3i3jk2 in_two|di in_us|ab2 in_use|agk2 in_work|j2 inc_#|cj incident_$|c9hj2 incident_,|c12k
incident_be|chj2 incident_cal|c2 incident_clos|j4 incident_declar|c6 incident_in|ci incident_resolv|j3 index_$|b2e
index_,|bgk index_subsystem|eg inform_,|fh ingestion_lag|b2 ingres_pod|de inlet_temperatur|bi instead_$|gh
instead_of|be2g into_a|ag2 into_it|d2 into_the|bde2fghk2 investigat_$|h2 invit_link|bh it_$|a3cd5e7g14h5ijk
it_,|cd2e3hi it_.|de2g2 it_:|de2 it_a|ci it_as|c2d2e it_be|e2g2hi it_belong|j2 it_by|ag2 it_can't|ae it_com|ei
it_do|ij2 it_from|dg2 it_get|ae it_hav|egk it_in|dk it_liv|eh it_off|eg3 it_on|ag it_only|eg2 it_the|e3g it_ther|cg
it_to|g2 it_up|gj its_way|gh itself_$|i2 job_$|ae join_$|f3 join_.|eg keep_the|gi keep_watch|ej key_$|aeg key_format|ag
key_rotation|a2 kil_it|g2 know_,|h2 know_and|h2 know_the|ef kv_stor|de lack_the|ek lag_#|b2 lag_be|i2j land_on|e2
laptop_$|d2f last_ten|bi lat_,|ad launch_$|gj launch_succes|ab2 launch_templat|eg lead_$|c2f3 lead_and|c2 leav_the|e2
left_$|ae2 left_of|ad let_me|df let_the|eh limit_for|ak limit_in|bg list_$|e3gk liv_#|gk liv_$|ag3hj load_$|degi
load_balancer|bg load_be|bj load_test|ek log_$|d3eg log_:|e3 log_be|e2 log_in|b4fi2 log_index|b2 log_show|e2 login_$|eg
login_queu|bi look_$|d6j look_at|d4efhi look_healthy|i2 look_into|d2e look_lik|bdij los_$|eh los_its|a2de los_their|bi
lot_of|b3d2 lower_the|eg lvm_snapshot|eg mail_to|bghi2 maintenanc_$|ah major_incident|c4 mak_$|h2 mak_it|c2e
mak_the|g2k manager_$|deh mark_as|aj2 me_$|bc2f me_to|eg memory_$|ei merchant_on|bh merg_$|ag2 merg_a|a2 messag_be|be
messag_send|h2 metadata_$|gk min_$|b3g minut_$|ab5degi4 minut_,|cgi minut_ago|beg moment_$|g2i monday_$|k2 monitor_$|h3
mor_$|de3j mor_of|cf mor_server|eg mor_than|ce2 morning_$|ej2 most_customer|i2 mov_the|ag mov_to|dgk ms_$|eg my_crat|b2
my_desk|d2 my_test|i2 nam_$|be namespac_$|be need_$|f2k need_a|eg need_the|fh need_to|g2 new_cert|g2j new_config|e2
new_key|e2i new_nod|de2g3i new_on|e2 next_$|ag2 nil_$|ij no_disk|ag no_event|b2 no_log|ab no_new|ij no_pod|dj
nod_$|b2deg5 nod_,|e2g2 nod_and|gi nod_answer|e2 nod_be|egj nod_get|gj nod_group|ag nod_hav|eg nod_that|e2 normal_$|hij
normal_level|j2 not_be|g2hj not_found|be not_in|eh not_on|ae notebook_,|ij nothing_$|ae nothing_sinc|bej
nothing_wrong|e2 now_$|bcf4g3hi3 now_,|bcfgj now_admit|gh now_and|ij of_#|ae4gi2 of_a|ae of_all|ag2 of_it|e3hi of_my|bf
of_our|be of_pod|be of_the|a9b2d2e11f2g12hk2 of_them|dek of_thes|cef of_traffic|gjk of_what|ehi of_you|fj off_$|efg6i
off_,|afg3 off_the|a2eg2i ok_$|hi2j ok_,|j2 old_group|g2 old_imag|ai old_key|eg old_nod|gj old_one|eg old_password|g2
old_version|ei2 older_than|g2 on_$|agh2jk on_,|cef on_a|ce2f2g4 on_again|gj2k on_all|g3 on_an|be on_group|ab
on_it|d2egh4ik on_its|gh on_liv|eg on_our|bh on_several|be on_that|efgh on_the|a6b10cd2e3f4g10h9i3j on_this|d2i
on_twitter|h3 onc_$|ae one_$|e3g5hj one_be|dg one_in|be one_nam|be one_of|abefg one_user|ek onlin_$|g2i onlin_,|h3
onlin_now|f2 only_$|e3 only_,|dj only_the|eg2 open_$|ghjk open_,|c5df open_a|c2 open_again|gh open_an|c5k open_the|bdgj
operational_$|h2 or_be|de or_see|b2 or_the|de other_$|fgk our_dashboard|ab2d our_mail|bd our_own|dh our_status|dh
out_$|a2efg4h2j2 out_,|a2gh2 out_:|h2 out_and|bg out_at|ab out_of|de2f2g4hj out_the|ak out_to|a2bg out_too|d2
out_which|de outag_$|hk over_#|bi over_$|bj5 over_and|bj over_the|ad over_to|afg4 owner_$|dg packet_los|ab pag_$|h4
pag_,|bdf pag_:|b3h13ij2 pag_build|gi pag_do|dh pag_say|h2 pag_security|f2 pag_set|h3 pag_the|cdf2 part_of|eg
password_for|g2 paus_$|h2 pend_job|bi peopl_can|ij peopl_hav|fh peopl_in|ch peopl_who|bg peopl_with|f2g percent_,|bi
phon_,|b2h phon_don't|b2 pick_it|gj pipelin_be|ae plac_$|dgh plan_:|eg plan_be|cgi plan_chang|bg pleas_$|c2fg
pleas_join|f2 pod_$|be2g3 pod_,|g3 pod_be|de2gi point_at|gj point_to|eg post_$|hj post_,|eh post_:|h3 post_be|h2
post_on|h2 post_the|h2 pr_$|eg pr_,|ag pr_with|g2 primary_$|a2gi primary_,|aj primary_databas|ab problem_$|bc
prod_namespac|bc production_$|aeg3 prometheus_be|hj promot_it|g2 promot_the|eg provider_$|dj proxy_in|bd public_post|h2
publish_$|k2 publish_:|h2 pul_the|cg put_a|gh put_back|g2 put_the|g3 quarter_past|b2 queu_$|eh2k queu_at|ij
queu_be|ai2j quota_$|ag rais_a|c2 rais_the|fg2 rais_this|c2 rat_#|b2i2 rat_at|i2 rat_be|b2i2 rat_in|bh rat_limit|ag
reach_the|abdh read_error|be read_only|gj read_up|fg reconnect_,|gj record_for|eg recover_$|gi2 recover_,|hi2j2
red_$|cdh2 red_button|g2 refus_$|dg region_$|b5g2i region_,|ahi releas_be|ag remov_the|g2 replac_,|gj replica_hav|eg
replication_lag|b2 reply_on|h2 repo_,|be reproduc_it|dik request_,|g2 resolv_$|h4j11 resolv_,|j2 resolv_.|j2 rest_of|gj
restart_$|ei restart_,|g2 restart_of|e2g2 restart_the|dg3 restor_$|gh restor_be|gh restor_from|eg3 restor_the|g2
return_to|gh revert_$|g2 revert_be|gj revert_the|g2 review_$|gk right_away|gi rol_it|g2 rol_out|a3gk rol_the|afg2
rotat_the|aeg rotation_job|ak rul_set|ae run_$|aci3 run_,|gi run_again|gj run_and|ai run_it|ac2 run_out|ae2g
run_start|ab run_the|a2eg2j runner_fleet|ad s_$|bi saf_$|gh2 sam_her|bd say_the|e2 say_they|b2 scal_the|g2
script_hav|e2 second_acquirer|e2g second_one|dg secondary_.|ag see_a|ab see_it|d3e see_the|efh see_their|bi seem_to|bd
send_$|bh send_to|h5 serv_fin|ij server_$|beg3 server_,|b2 server_out|ag2 server_to|ag servic_$|bdgh servic_endpoint|bi
set_of|ae set_to|h4 sev1_,|c2 sev_#|c2 severity_#|c2 shard_$|eg ship_$|ag should_be|e3j should_hav|a2e show_#|de2
shrink_$|i2 shut_the|g2 sign_in|gj sign_up|ab sign_ups|g2 sign_with|e3 sinc_quarter|b2 sinc_the|e2i sit_$|g4h2 sit_b|bd
sit_be|b2g2j2 sit_dns|ag sit_ids|ag sit_in|e2 sit_on|eh sit_unreachabl|b2 six_hour|egh siz_$|g3 slow_$|cdi2 slowly_$|g2
snapshot_from|eg so_it|e2g so_nobody|g2 so_that|g5k2 so_the|e4g2 som_minut|g2 som_users|ah somebody_from|cf3
something_?|dh sorry_$|h2 spac_left|ab stand_down|j2 standby_be|eg start_$|cghk start_,|ck start_an|c2 start_answer|ai
start_fail|ab start_rol|ak start_to|a3dgi2 startup_prob|eg status_:|h4 status_pag|dh33ij2 status_sit|h3
statuspag_entry|hj step_$|gk step_by|g2 stil_fail|egh stop_the|g3 suc_$|gj suc_,|i2 succes_in|ef switch_off|bg2
switch_the|g2 sync_,|eg system_,|g2 tabl_$|ag tabl_,|eg tak_a|adh tak_by|e2 tak_the|ae2g2 talk_to|ef2g tax_servic|ae
team_channel|ci tel_peopl|h2 tel_the|h4j ten_minut|b3i3j test_$|ik test_alert|gi test_for|k2 than_one|ce than_usual|bi
thank_for|hj thank_you|j3 that_$|e2f that_,|be that_a|fh that_be|eg2k that_com|e2k that_deploy|gh that_fix|j2
that_get|eg that_it|h2k that_nod|eg3 that_one|e2 that_prometheus|gh that_sit|eg2 that_the|eh that_we|gh2 the_#|eg2
the_account|g2 the_affect|gh the_all|h3 the_app|begh2 the_architectur|ae the_audit|e2 the_author|gh2 the_automation|gk
the_backlog|ik the_bad|gi the_big|afghij the_bigger|eg2 the_blog|h2 the_box|ad2 the_bridg|df the_bucket|e2 the_build|e2
the_cal|cf2j the_calendar|k2 the_cert|ag the_chang|aeg2 the_channel|ch the_chat|bd the_cleanup|eg the_cloud|ag
the_cluster|adei the_command|e2 the_config|e2k the_consol|g2 the_control|ei the_culler|eg the_customer|eh2i
the_dashboard|bd the_data|af2i the_databas|afg the_db|egh the_deploy|eg the_disk|fgk the_dns|afg the_east|agi
the_eks|eg the_first|g4 the_fix|gj the_fleet|eg2 the_former|e2g the_front|adg the_ful|e2 the_graph|ij the_hub|g3h
the_imag|g2k the_incident|cfij2k the_index|abeg3 the_ingres|e2g2 the_job|ae the_key|efghk the_kv|de the_last|beg2ij
the_launch|eg the_leap|bh the_limit|g2 the_limiter|eg the_lin|f2 the_list|efg the_load|bg2 the_log|b2d2 the_login|bh
the_lvm|eg the_metadata|gk the_modul|ek the_moment|g2 the_morning|ej the_network|e2 the_new|a6cde9g3i2j2 the_nod|eg3
the_normal|g2 the_old|e5g8i2k the_on|ah the_one|g2 the_order|eg the_other|fg2 the_pag|dh the_password|eg2 the_phon|b3fh
the_plan|bg the_primary|a2gi the_processor|fk the_provider|egh the_proxy|dg the_queu|ehk the_region|bd the_registry|bfg
the_report|dh the_rest|g2i the_right|fg4 the_rout|e2 the_rul|e2 the_runner|ad2 the_sam|b3d2e7gh the_script|ag
the_second|e2g2 the_secondary|abg3 the_secret|eg the_servic|dh the_sit|bg2hj the_snapshot|g2 the_standby|e2g
the_startup|eg the_status|h7 the_storag|af the_stream|befh the_tabl|bi the_team|acf the_ticket|h2 the_top|eh
the_two|aeg2 the_updat|eh3 the_upgrad|ae3g the_user|ei the_usual|bi the_vault|eg the_volum|eg the_waf|beg2 the_web|e2g
the_whol|g2 the_wrong|e3k the_xss|ae the_zon|bg their_cach|eg their_pod|gi their_rout|a2 them_$|e2g2k2 them_to|h2
ther_$|aceg3 ther_,|de2i ther_be|adei they_can't|b2 they_don't|e2 they_should|ehj thing_$|bg this_$|c2d2fg this_.|d2
this_an|c2 this_as|c2 this_be|c7 this_morning|befj this_tim|egk this_to|cf thos_$|g3 though_$|dg thre_servic|bi
thread_be|ce through_$|g3ik through_,|eg through_the|abd3e4g3h ticket_$|ah ticket_for|k2 tier_$|bg tim_$|bg2h tim_be|j2
tim_out|adg to_#|a3bg8 to_a|ae2g2i to_all|a2gh5 to_any|dh to_be|b3de3g3h to_do|ek to_drain|ag to_drop|a2 to_every|aj
to_fail|a3g to_get|g4 to_last|g2 to_liv|ag to_merchant|h2 to_monitor|h2 to_most|ai to_normal|hi to_our|fh
to_production|aeg3 to_resolv|hi to_see|gi to_tak|af2 to_the|a6b2cd3e4f5g17h9i2k2 to_them|gk to_try|h2 to_yellow|ch
to_zero|agj today_$|bh together_with|ek too_$|b2d3egij too_,|bde traffic_$|abeg traffic_,|bj traffic_be|ij
traffic_com|gj traffic_to|ae treat_it|c2 troubl_$|hi troubl_,|eh try_$|dh try_a|g2 try_again|gh try_it|dg try_to|fg2
turn_it|g2 tweet_:|h2 tweet_that|h2 twitter_and|h2 two_region|bi unattend_upgrad|ag under_#|i2 under_way|gh2
until_somebody|ck up_$|a2c2de2fg2h3j3 up_,|degj3 up_:|hi up_again|b2i up_as|ag up_in|bg2i up_on|g3h2i up_the|fk
up_to|adg up_with|adij updat_$|ah3 updat_:|h3 updat_by|ah updat_channel|h2 updat_the|egh2 upgrad_of|a4 url_,|be
us_$|df3h us_,|dg us_central1|ij us_east|ab2c us_off|af use_another|h2 use_the|dh2 user_agent|eg user_nod|eg
users_$|agh users_get|h2 users_hav|i2 users_on|bhk usual_#|ij version_,|ei version_be|ai version_mismatch|e2
wait_for|beg2 wait_tim|ij wak_up|d2f2 want_me|eg want_to|ae way_$|gh3 way_to|eg we'r_back|gh we'r_in|ce we'r_on|h2
we_cal|ij we_can|egj we_just|g2 we_know|deh2 we_see|b2eh we_talk|ck web_client|ab web_tier|be webhook_,|g2 wel_$|d2ehj
wel_,|d2 west_coast|ae what_do|def what_go|ch what_it|egi wher_it|egj2 wher_they|j2 who_ask|h2 who_hav|f2gh who_know|f2
who_writ|fi with_#|aegk with_a|dg2hik with_acces|eh with_an|ah with_it|a2 with_me|cf with_the|b2d2e5g5i2jk2 with_us|f2h
without_a|ae without_error|eg work_$|ad2g2j work_,|ej2 work_for|hij2 work_off|ei work_on|cgh2 worldwid_$|a2j wrap_up|j2
writ_,|g2 writ_block|b2i writ_down|jk writ_the|f2 writ_to|ae2gh5k writ_up|k3 xss_rul|ae yes_,|d2g yesterday_,|e2
you_$|j2 you_need|f2 youtub_be|bh zero_$|aj2
"""
