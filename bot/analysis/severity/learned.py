"""What the second reading has learned: for each feature its weights for SEV1 to SEV4, in hundredths.

Written by tests/bot/analysis/learning.py from the labelled incidents in tests/bot/analysis/data; not meant
to be edited by hand.
"""

from typing import Final

HUNDREDTHS: Final = """
a -2 -14 11 5  about -6 32 -12 -14  accept 23 33 -41 -15  acces -13 -33 16 30  access -5 -3 -6 13  account 25 -29 8 -4
acros 17 30 -21 -26  action -12 52 -29 -12  activ 25 -15 -34 23  actual -11 -8 -12 32  add -9 28 -8 -12
addres 42 -37 14 -19  address 24 -26 18 -16  admin -18 24 -21 15  affect -55 9 36 9  after 9 9 -25 7
afternoon -17 -20 0 38  again -2 -43 19 27  against -13 0 -25 38  agent -27 9 18 -1  ago -6 -3 -8 17
airport 58 -29 -16 -14  alarm -21 -17 -3 41  alert -28 -3 -46 77  alik 21 1 -16 -6  all 69 5 -47 -27  along -9 9 -4 4
already -28 40 2 -15  always: -9 -3 12 0  am 19 -28 -5 14  an 19 -6 4 -17  and 19 28 -20 -27  android -12 -11 61 -38
annotation -8 -10 -4 22  announc -13 -16 -5 34  announcement -9 4 -17 22  another 71 -25 -28 -17  answer 23 28 -23 -28
any 73 -20 -15 -38  anycast 14 27 -25 -17  anyon 51 10 -13 -49  anyth -4 6 -7 5  anywher -2 29 -33 6
apac -21 33 -8 -4  api -10 4 -4 10  app 45 9 -33 -21  application 27 29 -26 -31  archiv 26 -25 15 -15  are -6 23 -9 -8
aren't -20 7 16 -3  arm -20 -30 45 5  around 63 -39 -16 -8  around:True -48 -68 126 -10  array 7 -14 5 2
arriv -26 -22 56 -8  artifact -44 -21 84 -19  artifactory -9 -19 47 -19  as 23 -12 -6 -5  at 26 1 -14 -13
attacker 35 -7 -18 -10  attempt 19 4 -16 -7  audio -47 9 49 -11  audit 22 -12 -18 9  auth -13 10 -8 11
authenticator -10 35 -17 -8  autoscaler -7 8 20 -20  avatar -27 -33 73 -14  away 32 -14 -9 -10  aws -3 17 -20 7
b -18 -16 25 10  back 20 48 -41 -28  backend 22 14 -29 -7  backup 45 -21 -22 -2  bad 50 -16 -39 5  balanc 21 -2 -3 -15
bank -19 33 13 -28  banner -27 -14 -17 57  batch 35 0 -4 -31  be 15 -33 11 7  been 70 5 -41 -34  befor 74 -25 -27 -23
behind -41 -2 28 16  being -9 38 -9 -21  belong 25 -14 -14 3  beta -16 -7 -43 66  between 39 22 -39 -22  bgp 3 3 -14 8
big 0 -20 30 -11  bill -21 12 11 -3  bit -9 -18 -4 31  blackbox -9 -5 -10 23  blank 3 -33 30 1  blind -22 29 -3 -4
block -5 -33 0 38  blu 9 -14 3 1  board 17 -9 -6 -2  book -34 47 18 -31  boot 42 -3 -30 -9  bot 28 -31 14 -11
both -40 67 -39 13  bounc 6 44 -27 -23  box -10 -16 14 12  branch -15 -6 -19 40  brazil -13 -31 83 -40
breach:True 136 -35 -51 -50  breadth:ALL 32 21 -34 -19  breadth:FEW -26 -57 88 -6  breadth:MOST 24 39 -25 -39
breadth:UNSAID -20 -8 12 16  brok 10 -14 1 3  broken -48 42 33 -27  browser 53 -9 -31 -13  bucket 34 -18 -23 8
bug 24 4 -15 -13  build 17 -23 11 -5  bump -22 -23 -14 59  button -23 3 -7 27  by -1 -4 15 -9  c 26 18 -26 -18
cach 20 -5 2 -16  call 35 26 -48 -14  cam 30 -17 -27 14  can 12 16 6 -33  can't -8 17 26 -35  canary -26 -31 16 40
cannot 6 25 -17 -14  capacity -6 23 -3 -14  card 37 22 -40 -18  carri -11 -14 -14 39  carrier 27 -12 -2 -13
carry -36 3 1 31  cassandra -10 47 -38 1  cdn 38 14 -37 -15  centr -44 29 0 16  cert 16 -27 -27 38
cert-manager -5 -2 -5 12  certificat -4 24 -28 8  cet -18 -10 -9 37  chain 13 -9 -9 6  chang 13 45 -42 -16
charg 55 -7 -24 -24  chart -22 -22 53 -9  chat -17 47 -5 -25  check -16 -21 -15 52  checkout -42 30 -53 65
ci 10 11 -16 -5  circumstance:DRILL -55 -23 -41 119  circumstance:EARLY -27 -18 10 35
circumstance:FALSE_ALARM -57 -42 -33 133  circumstance:NOBODY_HIT -55 -47 -3 104  circumstance:PLANNED -52 -48 -48 148
circumstance:RECOVERED 19 -21 26 -23  circumstance:TEST_PLACE -31 -30 -44 105  circumstance:WORKAROUND -54 14 66 -26
citi 0 39 -29 -10  claim 30 -22 -21 13  cleanup 23 -22 14 -15  cli 24 -33 17 -8  client 34 -3 -13 -17
clos 35 -22 -7 -6  cloud 28 -12 -9 -7  cluster -35 -29 44 19  cluster' 18 -13 -14 9  cod -27 12 51 -36
codespac -25 33 4 -12  cold 11 10 -15 -6  com 14 17 -11 -20  command 10 -30 28 -8  comment -6 6 11 -11
compactor -12 -10 -12 34  company -22 -22 17 27  complain -8 -5 -13 26  completion -6 -19 33 -9  comput -19 14 -11 16
config 41 -24 0 -17  confirmation -8 -37 34 11  confluenc -4 -14 38 -19  connect 11 10 -7 -14
connection -1 40 -17 -22  consol 25 -15 10 -20  consul 16 -7 -4 -5  consumer 3 -9 24 -18  contact 18 19 -11 -26
container -9 40 -24 -7  content 38 -6 -22 -10  control 5 27 -10 -21  controller -3 23 -11 -10  cooki 11 -11 -13 13
copi 92 -30 -31 -31  cor 80 -47 -32 0  cost -17 -10 8 19  count -18 17 0 1  country 47 -34 -7 -6  cpu 30 -42 39 -27
crash 17 -5 0 -12  crawl -32 58 -18 -8  creat -47 62 17 -32  creation -36 81 -29 -17  critical -13 -15 8 20
cron 23 -11 -11 -1  csv -4 -12 19 -4  custom -22 -28 50 0  customer 29 0 -5 -24  customer' 4 -25 34 -13
customers' -9 31 12 -34  customers:False -62 -43 142 -36  customers:None -38 -42 -12 91  customers:True 7 17 12 -37
cut -16 -23 -2 40  cve -8 -22 -1 31  dark 53 -54 -1 1  dashboard -6 -10 0 15  dat -5 -23 64 -36  data 59 -36 10 -32
databas 0 3 -7 4  day 25 -49 12 13  db 38 -12 -30 5  dc 25 24 -37 -11  ddo 22 -9 -9 -4  dead 9 -10 10 -9
declin -26 25 -16 16  decrypt 17 34 -36 -14  default 8 -1 14 -21  delay -22 13 8 0  delet 39 -15 1 -25
deliveri -45 -14 63 -4  delivery -26 56 -25 -5  demo -28 7 -2 23  depend 54 -9 -24 -20  deploy -23 27 -18 13
deployment -17 3 -1 15  desktop -15 38 -13 -11  destroy 63 -13 -33 -17  dev -17 3 -6 20  dev' 15 -8 -25 18
devic 47 -36 12 -23  didn't 20 -44 10 14  die -9 55 -31 -15  died -24 8 37 -21  disk 22 -61 8 31  dns 13 -41 36 -8
do -30 -39 30 40  doc -31 -20 53 -2  document 4 17 0 -22  doe 2 -4 21 -20  doesn't -41 -33 110 -36
domain 13 17 -10 -21  don -13 -12 25 0  don't -18 45 10 -37  down 9 5 -20 7  download -37 -39 108 -32  dr -5 -2 -4 11
drag -3 13 0 -10  drain -53 26 14 14  drill 3 -3 -31 31  driv 35 7 -20 -22  drop -15 -9 24 0  dropp -19 -1 7 12
dump 35 -11 -11 -14  dur 41 -23 -8 -10  dyno 43 -29 -6 -8  each 73 -39 -37 3  ear -22 -8 15 15  edg 45 -15 5 -34
edit -60 54 28 -22  editor 3 -22 46 -26  either 94 -55 -22 -18  els 25 -52 26 1  elsewher -28 -15 60 -17
email 0 -7 20 -13  emoji -24 -31 49 6  empty 11 -9 46 -47  encrypt -9 36 -13 -15  end 6 -5 14 -14  endpoint 0 37 -45 8
engin 28 6 -20 -14  engineer -38 23 29 -13  enterpris -15 49 -23 -11  env 19 -6 -17 4  environment 9 -9 10 -10
error 6 -14 21 -13  etcd 8 -9 -6 6  eu -41 54 -4 -9  europ 43 -3 -23 -17  evaluation 9 31 -17 -23  event -8 84 -44 -32
ever -22 -11 54 -21  every 34 3 -1 -37  everybody 3 59 -42 -21  everyon 45 47 -47 -45  everyth -4 26 2 -24
everywher 34 -13 -12 -9  exampl 44 -3 -29 -13  exercis -32 -8 -19 59  exist -22 71 -30 -19  expect -21 -1 -30 52
expir 7 3 -33 23  export 32 -8 9 -34  exporter -14 -10 -18 41  fail -32 10 14 9  failover 9 -25 -23 39
failur -13 10 11 -8  fall 6 5 -17 6  far -22 22 12 -12  featur -10 19 0 -9  feed 25 -25 -16 17  feel -24 25 -8 7
fell -21 27 -1 -5  few -48 -31 89 -10  figma 25 -23 4 -6  fil 50 -33 18 -35  file-praefect- -20 -14 43 -10
filebeat -24 -9 -11 44  fill 19 -30 -30 42  filter 30 -8 -11 -11  fin -38 16 34 -12  final 52 -17 -52 16
financ -40 -12 25 26  find 9 -32 41 -18  fir 21 -35 22 -8  firmwar 15 -13 -24 22  first 14 -19 -26 31
fiv 38 -8 -17 -13  fix 16 -11 8 -13  flag -16 24 -6 -2  flapp -19 -9 20 8  fleet 31 -17 11 -25  flip -9 -15 -1 25
flow -14 14 -7 7  footer -15 -14 -24 53  for -18 16 4 -2  form -14 -16 52 -23  found' 17 8 -16 -9
frankfurt -12 48 -34 -3  fre -20 5 10 5  freez -4 52 -39 -9  french -14 -24 5 33  fresh -7 -7 -20 35
friday -17 -21 30 7  from 3 -15 16 -3  front -8 8 -23 23  full 5 -4 11 -12  fw 16 -34 28 -11  gam -11 17 -12 6
garbag 24 -8 -17 2  gateway -11 -40 38 13  gb -10 -40 66 -17  generator 15 -35 17 2  get -21 51 1 -31
git -8 26 -14 -4  gita -10 -14 37 -13  github -18 11 32 -25  gitlab 12 7 12 -31  giv 24 8 -26 -6  gmail 23 -30 3 4
go 10 22 -15 -18  goe -8 -4 38 -26  going 11 -6 -1 -4  gon 47 -33 -9 -5  good -7 34 1 -28  googl -2 -11 33 -20
got 1 -22 14 8  gpu -27 -8 52 -17  grafana -38 -21 5 54  graph -16 -10 10 17  graphql -20 47 -17 -10
green -15 -13 1 27  grey -24 -8 23 9  group 15 -22 33 -25  grow -16 45 -16 -13  h -19 39 -23 4  had 87 -21 -41 -26
half -11 43 -7 -24  hall 13 3 3 -18  halt 19 -20 -20 21  hand -30 28 34 -32  handful 41 -39 14 -16
handshak -32 -1 31 2  hang 4 47 -34 -17  happy -12 5 -7 15  hard -15 47 -14 -18  harm:EXPOSED:DENIED -30 -16 -13 59
harm:EXPOSED:SAID 172 -49 -71 -51  harm:LOST:DENIED 4 24 -15 -14  harm:LOST:POSSIBLE 30 0 -12 -17
harm:LOST:SAID 115 -35 -58 -23  has 40 -25 0 -15  hash 18 35 -27 -26  hav 28 30 -26 -32  haven't -27 35 3 -11
hcp -32 34 5 -7  header 17 -11 -19 14  heads-up -15 -26 -18 58  health 27 5 -15 -17  healthy 3 -32 51 -22
held 33 -27 -20 14  hello 10 -19 -19 28  help -15 -10 10 15  helpdesk -6 24 -10 -9  high -13 -6 -12 31
his 5 -4 -12 11  history 19 -12 -15 8  hit -13 -34 48 -2  hit: -30 -58 49 39  hit:COMPONENT:DEGRADED 0 12 -19 7
hit:COMPONENT:OUT 29 -40 15 -4  hit:CONTROL:DEGRADED 0 -25 32 -7  hit:CONTROL:OUT -2 46 -16 -29
hit:COSMETIC:DEGRADED -50 -41 -56 147  hit:COSMETIC:OUT -23 11 -22 34  hit:FEATURE:DEGRADED -30 -46 57 20
hit:FEATURE:OUT -54 -38 89 3  hit:FUNCTION:DEGRADED -7 16 5 -14  hit:FUNCTION:OUT -13 55 -19 -23
hit:INTERNAL:DEGRADED -19 -23 23 19  hit:INTERNAL:OUT -61 -34 104 -9  hit:REVENUE:DEGRADED 81 -36 -48 3
hit:REVENUE:OUT 70 -25 -49 4  hit:SPINE:DEGRADED 21 10 -32 1  hit:SPINE:OUT 36 -14 -5 -16
hit:UNKNOWN:DEGRADED 19 -34 -30 44  hit:UNKNOWN:OUT -8 13 -9 4  hit:WATCHING:DEGRADED -38 -34 -11 83
hit:WATCHING:OUT -45 -48 2 91  hit:WHOLE:DEGRADED 19 15 -13 -21  hit:WHOLE:OUT 101 -10 -54 -37  hol -11 -10 -17 38
hold -15 5 24 -15  hom 49 -36 9 -21  homepag 67 -28 -23 -16  host 50 -62 11 0  hot 31 8 -31 -8  hotel 50 -26 -15 -9
hour -51 -3 59 -4  html -3 -21 33 -9  http -11 14 1 -4  hung -8 4 10 -5  iam 57 -33 -16 -8  id 59 -17 -31 -11
ids -11 11 -13 13  ignor 18 -8 -12 3  imag -37 44 -12 5  impact -25 23 -12 14  import -14 -10 40 -15  in -4 -2 5 1
inbound -15 57 -27 -14  incident -8 33 -28 3  includ 15 2 -5 -12  index -21 5 50 -34  infra 7 15 -14 -9
ingres -16 13 -20 23  insid 40 -2 -28 -10  install -5 49 -28 -16  instanc -2 30 -19 -10  instead 11 -11 1 -1
intak -14 16 8 -10  integration -15 21 -11 5  internal 6 -18 4 8  internet 15 -18 -19 22  interruption -2 -2 -4 8
into 30 23 -37 -16  invalid -18 -16 44 -9  invalid' -6 11 -34 30  invit -18 -26 76 -32  invoic 20 -33 25 -11
involv -6 -2 -4 13  ios 5 53 -31 -27  iphon -28 66 -18 -21  is 4 -2 2 -4  isn't -19 44 -37 11  isp -16 34 -31 13
issu -32 48 -20 3  it 1 -22 2 18  it' -40 -51 -9 100  its 4 -49 62 -17  itself 47 -8 -10 -30  january 48 -12 -13 -23
jenkin -11 -16 -17 43  jira -6 -22 45 -17  job -50 12 48 -10  join -12 48 -31 -6  just 52 -29 -10 -13
k 79 -32 -24 -23  kafka -6 -7 29 -16  keep -8 51 -5 -38  key 48 -14 -15 -19  kibana -24 -9 -11 44  kick 80 -32 -28 -20
kill -16 -11 -12 38  kubelet -2 -11 -22 35  label -7 23 -13 -3  lack -13 -16 20 9  lag -43 46 8 -11  land -1 -38 39 0
laps 51 -45 -13 7  laptop 10 -17 2 5  last 20 -34 13 0  lat -51 65 18 -32  latency -43 -25 12 56  later 24 -27 9 -6
launch 41 6 -32 -15  lb 12 -24 -5 17  leak 9 34 -30 -13  leav 2 -17 43 -27  left 35 -1 -29 -5  legacy -22 -21 19 24
legal 11 -7 -18 14  lik 26 -2 -4 -20  limit -36 80 -21 -24  lin 44 -36 -24 16  link -3 4 -37 36  linux -2 24 -4 -18
list 57 -18 -21 -18  liv -10 72 -49 -13  live:False -51 -32 -44 127  load 16 10 -15 -11  local -22 -12 -51 85
location 41 -9 -23 -9  lock -12 37 -19 -6  log -46 26 22 -3  logg -36 37 6 -6  login 27 -19 -29 21  logo -18 -12 -9 40
london 22 2 -17 -8  long -22 52 -19 -11  longer -16 -25 30 11  look 31 -12 -18 -1  loop 8 -6 -7 6  los -7 5 12 -10
lost 3 4 2 -8  lost:False -28 73 -13 -33  lost:True 147 -50 -56 -42  lot 25 30 -44 -11  m -12 -10 29 -7
machin 30 11 -16 -25  maco -22 7 35 -20  mad 7 0 -9 2  mail -49 17 4 28  main 38 -22 -29 14  maintenanc -26 -11 -16 53
manag -28 52 -13 -11  manual 0 23 -6 -17  map 7 19 -37 12  march -1 -8 3 6  match 27 -17 -4 -6  may 9 -18 -15 24
mb -17 -17 43 -8  meant -11 21 -23 14  meanwhil -10 -16 43 -18  meet -3 14 -4 -7  merchant -32 29 -19 22
merg -6 15 -26 18  messag 38 4 -27 -15  metric -30 -8 28 10  mfa -3 -10 -9 21  midnight 38 -17 -12 -8
might -6 -11 3 13  migration 53 -7 -47 1  million 82 8 -51 -39  min -19 -3 25 -3  minor -9 -10 -11 29
minut -2 41 -25 -14  mirror -20 -28 74 -26  mis 20 -16 -5 2  miss -20 -27 79 -32  mistak 17 -19 -23 26
mobil 43 -26 3 -20  mod -6 -13 16 3  model -19 40 7 -28  monday 24 -34 -19 30  monitor -11 -6 -13 30
month -2 21 -15 -3  mor 38 -35 22 -25  morn 31 5 -35 -1  most 8 16 -2 -21  mov -4 2 -27 28  ms -41 69 -17 -11
nam -10 -29 -18 57  named:False -1 -22 8 14  named:True -26 30 20 -24  namespac 17 -13 3 -7  nationwid 54 -25 -16 -13
network 90 -37 -49 -4  never -3 -47 12 38  new -44 54 -4 -6  night 12 -24 31 -18  no 8 -2 -38 32  nobody 4 -34 -11 40
nod -21 7 -16 31  normal -16 10 20 -13  not 29 2 -29 -2  noth 30 -32 -29 31  notic -27 1 -18 44
notification -62 47 47 -32  now -1 72 -27 -43  npm 9 9 -4 -15  number -25 -40 63 1  number: -4 2 4 -3
oauth 34 -16 -8 -11  object -33 4 42 -12  of 18 0 4 -23  off 42 -6 -33 -4  offic -14 -13 0 27  offlin 21 0 -28 7
ok -44 74 -8 -22  old 17 -45 -20 48  older -28 -29 52 5  on 15 -37 18 4  onc 51 -34 -16 -1  one -12 -38 54 -5
onlin 11 20 -22 -9  only -48 -1 39 10  oom -15 -12 -18 45  open 14 -3 -9 -3  or 8 73 -45 -36
orchestrator 6 24 -18 -12  order 77 -46 0 -31  org -57 89 -7 -25  os 48 -40 -4 -4  other 21 -2 7 -26  our 36 -3 9 -41
out 1 21 -8 -14  outag -5 1 -23 27  outbound -20 60 -30 -10  outsid 36 36 -28 -43  over -16 -17 25 8
overlap -12 -10 -24 46  overload 54 -35 -9 -9  overnight 42 -26 -30 14  overwritten 24 11 -11 -23  own -25 9 -24 40
owner 43 -21 -8 -14  p -40 65 -7 -18  packag -2 16 39 -53  pag -19 10 -27 37  pagerduty -13 15 -21 18
paid -15 5 26 -16  panel -17 -17 -12 47  paper 39 -17 -14 -8  parameter 9 -11 4 -2  part 11 -8 -22 18
partial -20 12 -3 11  partition -9 14 18 -22  partner -6 4 16 -13  password -48 65 6 -23  patch -42 39 -9 11
patient 32 19 -37 -14  payment 18 -57 -40 79  payroll 5 -5 -12 11  pdf -17 -33 30 20  pdu -34 31 -12 15
pend -33 63 -24 -7  peopl 22 4 -1 -25  people' 18 -23 10 -5  per 9 -14 -9 15  percent: -35 38 19 -22
perf -20 -10 -18 48  person 11 8 -15 -4  pg 1 27 -13 -14  phish 12 -18 -20 26  phon -4 5 42 -43  picker -19 -17 56 -21
pictur -24 -38 53 9  pil -35 23 29 -17  pingdom 11 -20 -9 18  pipelin -45 36 26 -16  plac 3 -14 -38 49
plan -24 61 -13 -25  planet 26 -13 -8 -5  platform 38 -1 -20 -17  play 56 -34 -11 -12  plugin -19 -23 63 -21
pod 17 -46 -2 31  point 29 -24 -10 5  pool 41 -48 31 -24  pop -31 11 33 -13  port -18 -35 20 33  portal 17 15 9 -42
portugues -14 -14 3 26  post 30 -5 -14 -11  postgr 4 -15 -1 12  power 20 -9 10 -22  pr 46 -26 -11 -8
preprod -18 -5 -17 39  pres 33 -11 -44 21  pric -77 -28 35 69  primary 36 0 -30 -6  print -25 41 -5 -11
privat 35 -16 8 -28  pro -16 6 16 -7  prob -48 25 -20 43  prod 97 -37 -44 -16  product -28 39 17 -28
production 5 -27 11 11  profil 15 -27 17 -5  project -23 28 24 -29  protect 25 2 -20 -6  provider -30 -52 44 38
provision -22 10 20 -7  proxy 36 9 -31 -14  prs 4 13 -18 1  public 11 -20 -23 32  publish -13 52 -38 -1
pull -17 70 -34 -19  purg 12 15 -21 -6  push -8 52 -22 -23  put 4 34 -12 -26  qa -23 -24 -18 65  quarter -24 11 0 13
queri -33 50 -25 9  queu 6 48 -17 -37  quota 38 -31 9 -16  rack -1 -5 -6 12  ran 49 -3 -38 -8  random 4 19 -17 -7
ransomwar 31 -21 -7 -3  rat -19 -47 48 18  rds 14 12 -15 -11  reach -37 37 12 -13  read 5 18 3 -26
read-on -19 -28 3 45  real -14 -26 -14 54  reboot 11 -15 -2 5  rebuilt 18 -6 -9 -2  receipt -25 -41 -2 67
recent -29 1 65 -37  recomput 18 -40 36 -13  reconnect 16 -19 1 2  record -18 50 -16 -15  recording 13 21 -25 -9
recover 47 -22 -10 -14  red -28 -13 8 33  redi 2 -23 40 -19  redundancy -13 -8 -6 27  refresh -16 -11 -5 33
refus 37 29 -44 -22  region -34 21 7 6  region' -2 28 -14 -12  regions: -29 87 -6 -52  registration -16 27 -19 8
registry 7 28 -27 -9  reindex -29 50 -15 -6  reject -50 28 52 -30  relay -14 -38 39 12  releas -8 -5 2 11
reload -36 30 -11 18  remot 40 -6 -24 -10  remov 42 -17 -8 -16  render -16 -4 10 10  renew -12 -4 -8 24
renewal 9 -5 -32 28  replac 37 -23 -57 43  replay -41 -10 72 -21  replica -35 -50 52 34  repo -16 -33 73 -24
report -34 -30 47 18  request -22 9 1 12  rerun -33 -23 22 34  researcher -4 -13 -5 22  reset -16 12 15 -11
resiz -7 9 35 -36  resolv 46 25 -33 -38  resolver 41 -3 0 -37  rest -36 55 -3 -16  restart -24 -17 37 4
restaurant 51 -25 -14 -12  restor 26 5 -23 -8  result -14 -17 45 -13  retention 46 -19 -33 6  retir -19 -9 -18 45
retry -25 7 33 -15  return 43 3 -7 -39  revok 34 7 -29 -12  right -28 -31 47 11  ring -9 45 -42 6  risk -38 19 -3 22
roll 29 -11 -26 8  rollout -8 14 -32 26  room -6 -10 26 -9  root 8 23 -24 -6  rotat -3 -45 8 40  rotation -16 18 6 -8
rough -13 26 -2 -10  rout 47 -15 -27 -6  router 90 -42 -28 -20  row -22 11 29 -18  rul 14 -25 0 11  run 7 30 -26 -11
runaway 5 25 -17 -13  runbook -5 -4 -38 47  runn -24 26 -12 10  runner -22 -13 56 -22  s -23 64 -31 -10
safari -7 -6 22 -9  sal 11 -2 8 -17  sam 43 -39 14 -18  saml -23 55 -24 -9  sampl 4 -13 -26 36  sandbox -31 -19 9 41
saturat 27 33 -44 -15  saturday -15 -26 -18 58  sav -17 13 11 -8  saw -15 -2 8 9  say -22 -27 -18 67
scal -24 18 13 -7  scan 1 32 -37 4  scanner -18 -29 36 11  schedul -2 -38 -2 42  scim -40 -29 92 -23
screen 55 -38 -47 31  screenshot 35 -13 -16 -7  script 30 -14 -20 4  sdk 1 33 -21 -12  search -38 -15 87 -33
second -11 21 -9 -1  secondary -12 25 -3 -10  secret 19 -4 -2 -13  security 16 -11 -17 12  see -6 6 9 -9
seller 47 -29 -6 -11  send -14 14 29 -29  sensor 14 -8 -5 -1  sent 59 -40 21 -40  serv -30 23 24 -17
server 58 -4 -19 -36  servic 19 -7 -25 13  service:action -7 28 -17 -5  service:admin -28 52 -14 -10
service:alert -2 71 -41 -28  service:api -37 2 49 -14  service:app 0 -15 21 -6  service:atla 9 21 -15 -16
service:bill -34 3 28 3  service:board 24 -16 1 -9  service:build -49 74 -13 -12  service:cach -24 20 10 -6
service:centr -20 17 -10 13  service:ci -7 4 3 -1  service:codespac -25 33 4 -12  service:com 27 33 -38 -22
service:container -6 26 -16 -5  service:dashboard -10 30 -41 22  service:deployment -19 53 -23 -11
service:doc -13 -8 36 -15  service:droplet -11 -13 35 -11  service:email -15 19 -3 -2  service:embed -20 -19 52 -13
service:figma 28 -29 7 -6  service:flag -16 18 11 -13  service:gam 53 -34 -12 -7  service:git -8 26 -14 -4
service:gita -20 -20 47 -6  service:gitlab 6 57 -36 -26  service:ingest -7 20 -10 -3  service:integration -15 8 28 -22
service:ios -23 9 -15 28  service:liv 7 40 -38 -8  service:log -51 31 26 -5  service:maco -12 30 -10 -8
service:mail -20 12 24 -17  service:metric -11 21 -9 0  service:notification -30 30 18 -19
service:number: 1 32 -22 -12  service:order 63 -18 -31 -13  service:org 12 -15 28 -25  service:pag -21 -14 6 29
service:partner -13 6 13 -6  service:plugin -19 -23 63 -21  service:portal -25 26 11 -12  service:profil -21 -40 58 3
service:push -16 67 -40 -11  service:registry -15 78 -51 -12  service:runner -14 7 16 -8  service:search -33 43 0 -10
service:session -16 -13 33 -4  service:shop -48 -24 62 11  service:sit 33 -30 5 -9  service:slack 15 -38 35 -12
service:sms -21 -12 31 3  service:sso -15 28 -6 -7  service:statu -11 -11 -12 34  service:storefront 51 -31 -13 -7
service:sync -23 -17 52 -12  service:ui -11 -9 34 -13  service:voic -15 37 -16 -5  service:webhook -26 15 24 -13
service:websit -5 -8 -25 39  session 23 -17 6 -12  set 14 -11 16 -19  shar 2 9 1 -12  shard -34 23 29 -18
share:1 16 7 -25 3  share:2 -47 133 -57 -29  share:3 -23 -105 159 -30  shell -9 58 -11 -38  ship -25 29 22 -26
shipp -14 -18 4 27  shop 26 -10 -8 -8  should 3 18 -29 8  show 16 -62 12 34  sick 22 -6 -10 -6  sid 24 -30 25 -19
sidebar 19 -15 1 -6  sidekiq' -13 46 -23 -9  sign -1 12 22 -32  sign-in -3 -19 20 2  silent 12 13 -10 -15
sinc 2 28 -14 -17  singapor -23 2 31 -10  singl -48 -43 70 20  sit 56 -30 -11 -15  six -2 -6 -7 15  skipp 6 8 -8 -5
slack -13 -26 44 -5  slow -15 9 18 -12  small -52 21 2 29  smaller -9 -39 55 -6  smart -17 -13 -8 38  sms -19 22 -5 1
snapshot 53 -26 -2 -25  so -21 31 -17 7  som -30 -35 58 8  somebody 82 -24 -39 -20  someon 15 0 -37 22
spam -17 -29 33 13  spin 19 -34 36 -21  split -21 12 26 -18  ssh -11 12 -17 17  sso -24 22 -16 18  stabl -6 -10 15 2
staff 4 4 22 -30  stag -20 -12 1 31  stal -22 26 -12 7  start 5 50 -34 -21  statement -12 -12 27 -4
statu 0 -45 -43 88  stay -55 51 13 -8  step 14 7 -12 -9  still -21 7 -23 36  stolen 21 -5 -5 -10  stop -30 65 -23 -12
stopp -4 29 -32 6  stor 81 -63 -22 4  storag 21 19 -26 -14  stream 27 50 -56 -21  stuck -20 37 6 -22
subnet 1 0 -16 15  suggestion -16 -15 70 -38  sunday 16 -15 -28 27  support 49 3 -16 -35  swap -17 -9 -14 40
switch 10 -20 -22 31  sydney -20 36 -7 -9  sync -37 -30 57 10  synthetic -13 -12 -28 54  system 18 -29 -31 42
tabl 33 -3 -24 -7  tablet 7 -19 26 -15  tail -3 28 -19 -6  tak -31 9 39 -17  talk 60 -29 -18 -14  target 8 6 4 -18
tax 33 -16 -5 -11  team -11 28 7 -23  temp 15 -1 -24 10  tenant -2 -9 42 -31  terminal 74 -37 -18 -19
terraform 11 -7 16 -19  test -9 -24 -28 61  text -21 12 -21 29  than -32 7 31 -6  thano -12 -10 -12 34
that 10 34 -34 -10  that' 6 -22 28 -13  the 8 -9 -9 10  their -31 31 11 -11  them 47 -53 16 -10
themselv 41 -19 -35 13  ther -20 6 36 -23  there' -11 -8 -31 49  they 17 13 -21 -9  they'r 13 23 -31 -5
thi 9 -40 1 31  thing 20 -33 -7 19  think 39 8 -28 -19  third -42 70 -11 -16  thos -1 32 -2 -28  thought 14 -15 -11 12
thousand 55 -28 -10 -17  thre -7 -19 24 2  thread -19 3 28 -12  through -5 15 -17 7  throw 30 7 -31 -5
thrown 34 -13 -11 -10  thursday -5 -3 -14 22  ticket -15 0 10 5  tier 15 -29 33 -19  til -18 -25 39 4  till 1 -7 -5 11
tim -24 42 1 -18  timeout 16 -3 4 -17  titl 1 -41 34 6  tls -16 -13 18 12  to 2 8 -2 -7  today 29 -20 -18 10
token 39 6 -34 -12  tomorrow -7 -8 -10 24  tonight -28 -23 -27 78  too 18 17 -16 -19  took -2 -9 -13 24
tool 41 -18 -7 -16  touch -16 -6 -8 31  track -1 49 -22 -27  trad 69 -29 -27 -13  traffic -24 24 -34 34
trail 29 -7 -1 -22  transfer -5 68 -32 -31  transit 24 -34 -21 31  tri -26 58 -41 9  trigger -8 -26 49 -15
trouble' 27 3 -18 -13  try 29 -2 -19 -8  turn 17 9 -37 10  twic 1 -3 38 -36  two -52 21 15 17  typo -7 19 -21 9
uat -27 -8 -8 42  ui -4 -14 27 -9  unaffect -8 78 -50 -20  unanswer 29 -8 -15 -7  unavailabl 45 5 -36 -15
under 28 6 7 -42  unlock -14 38 -16 -8  unpatch 34 -6 -10 -18  unreachabl 104 -68 -22 -14  until -28 -23 14 36
unusabl 1 22 -11 -12  up -10 37 -17 -10  updat 14 -9 29 -33  upgrad 19 -45 16 10  uplink -14 27 -22 10
upload -13 19 34 -39  url 18 -10 -7 -1  us -5 17 19 -32  us-east- 10 36 -42 -5  us-west- -36 74 -26 -12
usag -22 -13 37 -2  use -5 -14 6 12  used 12 -12 -12 12  user -16 1 22 -7  users' 53 -15 -39 1  usual -38 -24 46 17
utc -30 -20 -49 99  v 5 -25 16 4  valu -9 20 -42 31  vanish -26 5 -14 34  var 23 -4 -9 -11  vault 32 19 -28 -22
vendor 8 -4 -21 18  vendor' 22 5 -19 -8  version 14 -20 -26 32  via -30 35 15 -20  video -30 1 46 -17
view -25 23 33 -31  viewer -22 15 33 -25  visibl 67 -24 -15 -28  vm 25 2 -32 5  vms -49 36 12 1  voic 11 36 -33 -14
volum 19 -11 -9 1  vpn -17 -40 70 -13  waf 17 -19 -20 22  wait -49 32 35 -18  warehous -37 13 41 -17
warn -25 -13 21 18  was 33 -47 -34 48  way 37 -18 -12 -6  we 16 -4 -24 12  we'll 42 -26 -35 19  we'r 82 -12 -46 -24
we'v 92 -37 -31 -24  web 28 -3 15 -40  webhook -54 26 40 -13  week -11 -29 5 35  week' -21 8 44 -32
weekend 48 -26 -13 -9  well 34 -4 -24 -6  went 49 -34 -9 -6  wer 1 -11 -6 16  weren't 6 9 10 -24  west 9 14 -14 -10
what -4 37 7 -40  when -10 -20 50 -20  wher 77 -33 -26 -18  whit 37 -19 -10 -7  who 53 -20 -29 -4  whol 93 -33 -27 -33
wiki -6 -17 14 9  will -36 -34 -3 72  window -21 2 57 -38  with -7 -9 31 -15  without 3 -1 6 -9  won't 2 47 -37 -13
work -31 19 57 -44  worker -27 59 -17 -15  workflow 12 16 -17 -11  workload -11 -6 -31 49  works: -37 27 7 3
workspac -22 16 18 -13  world 57 -43 -28 15  worldwid 23 13 -22 -14  worst -8 37 -18 -11  writ 17 -14 22 -25
wrong 40 -15 -31 6  wrot 45 -22 -14 -9  x -37 26 34 -24  xbox -4 -48 69 -17  xx -17 44 -33 6  year 22 -18 -23 19
year' -16 -9 -20 46  you -6 -24 5 25  your -36 25 3 8  zapier -8 -26 49 -15  zero 53 -5 -34 -13  zon 17 15 -20 -12
"""
