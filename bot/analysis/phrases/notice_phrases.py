"""Phrases of the first part of an incident: what went wrong, who noticed it, and who joins.

Written in the syntax of cues.py, separated by slashes. bot/analysis/phrases/phase_words.py has the meaning and the
weights of each list.
"""

from typing import Final

# Something was changed: before the notice a trigger, afterwards an action against it.
CHANGED: Final = """
    deploy / redeploy / release / shipped / =ship / shipping / roll out / roll ~ out / =rollout / merge / upgrade /
    migrate / migration / apply / turn ~ on / switch ~ on / enable / push ~ @change / push ~ out / push ~ live / push
    to prod|production|main|master / go live / goes out / went out / go out to / kick off / bump / maintenance / swap /
    replace / rename / import / batch / run ~ script|command|playbook|pipeline|migration|job|query|rm / @change ~ be
    out / add ~ new / change|edit|modify|adjust|tweak ~ @change / configure / reconfigure / load test / expire / test
    pass / cut over / cutover / flip / set ~ to / raise|increase|lower|reduce ~ limit|limits|timeout|quota|replicas /
    start ~ reindex|reindexing|rollout|upgrade / reindex / decommission / retire / drop ~ table|index|column / create ~
    index / put in|into place / new version / @change ~ land / =command / scheduled / =cron / new ~ @change ~ be live /
    @change ~ be live / go into production / in production / on prod / install / routine / clean up ~ query|job|script
    / move|transfer|switch ~ to new / unplanned work / cut|sever|dig ~ fibre|fiber|cable|line / roll|rolled ~
    key|keys|secret|cert|password / digger / roadworks / excavator / expansion|campaign|sale|feature|season|ticket ~
    unlocked|launched|starts|opens|live|begins / lapse / typo / by mistake|accident / accidentally / wrong ~
    environment|cluster|server|database|window|terminal / new ~
    policy|rule|version|release|config|service|hardware|switch|firmware / first ~ location|region|host|batch ~ gets /
    job ran / job kicked / cleanup|clean up ~ script|job|query|task / dns change|record / ran ~ by hand / enabled ~ for
    / cable / add|adding ~ capacity / unattended ~ upgrade|update / =removal / retired / maintenance event /
    routing|rule ~ update
"""

# The fault itself, told as it happened and not as somebody noticed it.
FAULT: Final = """
    start|begin to fail / start|begin failing / start|begin answer|return|reject|drop|serve|time / fall|drop|go to
    zero|nothing / be full / run ~ out of / fill up / lose power / power ~ fail|loss|cut|outage / battery / generator /
    ground fault / lightning|fire|flood|storm / partition / cut ~ off / fail over / failover / promote / withdraw /
    trip / expire / leak / overflow / wrap|wraparound / deadlock / crash / go dark / be mark as / hit ~ limit / reach ~
    limit / saturate / overheat / cool|cooling ~ fail / explode / link|links|disk|nic|card|switch|router ~
    fail|drop|die|flap / hardware fault|failure / replication ~ stop|break / enqueue / silently / unnoticed / nobody
    notice|know / lose|lost ~ host|disk|disks|node|rack|leader|quorum / run|runs|go over ~ quota|limit / lost ~ its /
    pile|piles onto / reaches # / integers
"""

# A machine noticed it.
ALERT: Final = """
    alert / =alarm / =alarms / alarm / =page : / =paged : / pagerduty / fire $ / =firing / critical / threshold / p1
    / check ~ fail|failing|red / test ~ fail|failing|red / probe ~ fail|failing / health check / monitor ~
    red|fail|trip|show / get|be paged / =pager / wake me|us / synthetic / slo ~ burn|breach / burn rate / anomaly /
    =sentry / grafana ~ show|red / on call ~ be ~ page|paged / @bad be up / automate ~ detect / spike : / : down /
    down $ / high priority / over ~ limit / above ~ limit|threshold|normal|baseline / below ~ threshold / exceed /
    =critical : / watchdog / heartbeat ~ miss|missed|lost / dead man / canary ~ fail / no data / probe / error
    budget / anomalous / not answering / unreachable from
"""

# People outside report it.
REPORT: Final = """
    @outsiders ~ report / @outsiders ~ complain / @outsiders ~ say / @outsiders ~ write / @outsiders ~ write that /
    @outsiders ~ see / @outsiders ~ get / @outsiders ~ can't|cannot|unable / @outsiders ~ ask why|if|whether|about /
    @outsiders ~ notice / report ~ from|of|that / report ~ come / complaint / first report / ticket ~
    come|from|about|on|in / =tickets / support ~ ticket|call|chat / call ~ come|from / chat from / is|be ~ down ? /
    is|be ~ broken ? / is|be ~ slow ? / down for|? anyone|anybody|everyone|me / anyone|anybody else ~
    see|get|have|can't|unable / i|we ~ get @bad / i|we can't|cannot / i|we be ~ get ~ @bad / i be unable / mail : /
    mail to / mail from / on twitter / hacker news / downdetector / phone ~ ring / @outsiders on ~ phone / seem ~ down
    ? / my ~ don't|doesn't|can't|isn't|has|have|fail|break / same problem|issue / gitter ~ ? / =user : / complain /
    inbound / contacts|tickets|calls ~ spike|rise|climb|jump / researcher / bug bounty / more and more / another
    report|user|customer / somebody|someone|people on ~ say|report|complain|ask / help @ / open ~ bug|issue ~ tracker /
    bug report / github issue / phone|phones ~ ring|stop|hot|melting / @outsiders on the phone / seem down / what's
    up|wrong|happening with / anyone|anybody else / is anybody|anyone / something|anything wrong ~ ? / my
    app|site|store|page|account|card|order|build|job / throw|kick|log me|us|them out / flood of ~
    tickets|calls|mails|reports / forum ~ thread|post / on reddit|hn / reach us|me / escalate from support / first
    complaint|ticket|call|mail / lock out / furious / haven't|hasn't updated|arrived|changed ~ since /
    several|many|multiple|two|three @outsiders / got ~ mail|message|call|ping|report ~ about|from|that / angry|unhappy
    @outsiders / a|one @outsiders ~ on|says|can't|has / app says / colleague|coworker ~ say|ask|report / nobody ~
    can|gets|get|could / again and again / anybody|anyone else see|seeing|have|having / are you ~ aware / is that you ?
    / same here , / our|my @host|jobs|builds|users ~ too / sends|send ~ in circles / fill|fills ~ with|up / is
    something going on|wrong|broken|up / tell us that|about / team|us here with ~ same thing|problem|error / looks like
    ~ cliff
"""

# Somebody saw it.
NOTICED: Final = """
    notice / spot / =seeing / =see / we see / stumble / while ~ i|we ~ see|notice|find / realise / realize / first
    sign / something ~ off|wrong|odd|weird|strange|fishy / detect / observe ~ @bad / discover / became aware /
    become aware
"""

# Something does not work.
SYMPTOM: Final = """
    @bad / can't|cannot|unable|couldn't ~
    connect|reach|log|login|load|open|pull|push|talk|resolve|access|see|get|accept|create|use|pay|find / @not ~
    respond|answer|load|reach|reachable|available|resolve|connect|start|show|work|working|@ok / be red / be down /
    go|be gone / @not|still ~ @ok / unable to / drop|fall|climb|rise|jump|grow ~ % / =slow / very|too high / through
    ~ roof / high cpu|load|memory|latency / blow up / be out / @bad rate / @bad from everywhere / everything be|all
    ~ red / worse / grow instead / is out too / time out / hang / pile of / pile|piling up / has|have|be ~
    zero|nothing ~ for / nodelost|notready|unknown / oomkilled / exit code / shrink / drop off / to nothing / half
    of|the / take|takes ~ s|ms|seconds|minutes|forever / @host|traffic|orders|logins|sales|volume|throughput ~
    drop|fall|plunge|halve / @not ~ send|deliver|arrive|verify|ping|render|appear|propagate|come|get through|go
    through|complete / can't ~ anything / empty ~ results|page|list|response / nothing ~ work|load|come /
    fail|failed to / crash / crash loop / keeps|keep ~ throw|crash|fail|restart|die / goes to spam / reject ~ by /
    stuck at|in|on / spinning / looping / unable
"""

# A run or a change failed.
BROKE: Final = """
    @change|job|jobs|pipeline|run|backup|import|restore|migration|ci ~
    fail|failing|error|errored|crash|time|broke|hang|stuck|blow|reject / fail to|at ~
    deploy|build|publish|import|start|run|restore / @change ~ @not ~ go through
"""

# An incident was opened.
DECLARED: Final = """
    declare / call|calling ~ incident|outage|sev|p1|p0|major /
    open|raise|start|create|file|log|begin|kick|make|announce|trigger|initiate ~
    incident|sev1|sev2|sev3|p1|p0|outage|inc / for an incident / call ~ on and incident / this be ~
    incident|sev1|sev2|p0|p1|sev|outage|major / sev 1|2|3 / sev1|sev2|sev3|p0|p1|p2 / spin|spinning up ~ incident /
    we're|we|this ~ in ~ incident / treat ~ as ~ incident|outage|emergency|major|sev / incident ~
    open|declare|call|create|start|raise|begin|channel|process|number / make|makes it|that|this ~
    incident|sev1|sev2|p1|p0|sev / raise ~ as|to ~ major|critical|incident|sev|sev1|p1 / =inc / incident channel /
    highest severity / issue open / open ~ issue|ticket ~ for|on it|this / major incident / security incident / i
    be|'m|will|'ll ~ incident lead|commander|ic / site to yellow|red / formally / code red|yellow / emergency ~ declare
    / incident response ~ start|begin|activate / invoke ~ process|plan|bcp|dr / upgrade|escalate to ~
    sev1|p1|incident|major / incident ~ triggered|started / this be real / severity 1|2|3|one|two|three /
    chat|channel|thread|room|call|bridge ~ opened|started ~ severity|incident|sev / bridge for ~ sev|incident|p1 /
    process started / set to ~ major|critical
"""

# Somebody looks at who and what is hit.
ACKED: Final = """
    =ack / =acked / =acking / =acknowledged / acknowledge / on it / i|i'm here / ^ here .|, / ^ yes|yeah|yep|ok|hi|hey
    ~ here / take a look / take ~ look / have|having a look / look at ~ it|this|now|them / ^ look|looking / .
    look|looking / , look|looking / look into / ^ check|checking / , check|checking / i'll|i ~ grab|take|have it|this /
    i have it / got it , look / sort through / catching up with|on / get ~ picture|overview / read ~
    scrollback|history|channel / pick ~ up / mine / who|what ~ affect|hit|impact|broken / how bad|many|much|big|wide /
    reproduce / repro / can|could ~ reproduce / i ~ confirm|see ~ too|same / triage / assess / scope / blast radius /
    impact be|is|: / affect|hit ~ only|all|both|every|some|several|customers|users|shops|regions|eu|us / only ~
    affect|hit / limited to|scope / as far as ~ see|tell|know / not affect / unaffected / isn't affected / which ~
    affect|hit|broken|gone / what's|what be gone|left|broken|hit|down|affected / is ~ out|down|gone|dead ~ too / also ~
    down|out|gone|affect|hit|fail / don't|doesn't answer any more / no ~ left / check ~ whether|if|what|which|how /
    find out ~ who|what|which|how / severity / begin ~ triage|look / start ~ look|check|triage / first look / us or / i
    see it ~ as well|too|here|also / same here / can confirm / me too / on my way to ~ desk|laptop|keyboard / opening ~
    laptop / give me a minute|sec|moment / let me ~ look|see|check / i'm ~ look|check / having ~ look|peek / peek / and
    looking / every|all @host|browser|account|region|customer|user|shop|term / so far ~ only|just|one|two / just
    us|eu|one|prod / how many / is it only|just|us|all|everyone / who is ~ on|owner / what do we know /
    hit|hits|hitting ~ all|only|every|both|eu|us|na|users|customers / hit , ~ not / fine ~ according to / does work|do
    work / still work / limited to / looks bad / that's bad|big|us / not just / assigned to me / mm|hmm|hm / will ~
    look / ^ yep / ^ acked / ^ engaged / engaged $ / i'm|i on this / ^ on this / will be mine / opening ~
    logs|graphs|dashboards / reading through / roughly|about|only ~ one|two in # / other|others ~ be ~
    fine|ok|okay|healthy / shows|show ~ it ~ as well / what's broken / several|multiple ~ services|things|products
"""

# Others are pulled in.
PULLED: Final = """
    page|paging|paged ~ @people / =paging / @people ~ page|paged /
    ping|poke|nudge|call|ring|phone|raise|grab|fetch|wake|waking|reach|contact|bring ~ @people /
    pull|loop|add|invite|summon|engage|involve|tag|text|alert|notify ~ @people / ping / poke / loop ~ in / bring ~ in /
    pull ~ in / call|calling in / get ~ involve / get ~ person|someone|somebody|people|hold / get ~ on the
    line|phone|call|bridge / out of bed / wake|waking ~ up / need ~ @people ~ who|with|to|from|for / need ~
    help|hand|eyes|hands / more eyes|hands / can|could @people / can|could one|some of you / please ~
    join|look|come|help / @people ~ please / join ~ call|bridge|zoom|room|huddle|meeting|hangout|us|channel|war / =join
    / come to ~ bridge|call|room|zoom|channel / war room / bridge / on the phone with|to / call ~ out / dial ~ in / who
    has ~ number / @people ~ needed / ask ~ consultancy|consultant|contractor|expert|vendor|supplier / hands from|on /
    everybody|everyone ~ please / call be on|open|up|start / hand|handing out roles / =huddle / zoom ~ open|be|is|link
    / hand ~ over|off / take ~ over / escalate / escalation / open|raise|file ~ case|ticket ~ with|at / support case /
    contact ~ support|vendor|provider|registrar|@people / call ~ provider|vendor|facility|isp|support|carrier|bank /
    vendor ~ be|is|join|engage|call|on|page|open / sos / all hands / relieve / from|with ~ need / send ~
    people|engineers|technician|someone|somebody ~ to / technician|engineers ~ way / remote hands / on ~ board / call ~
    backup|secondary|second / cc / ask ~ @people ~ to|for|join|help|look / ask ~ @people ~ in|on ~ help / help / know ~
    @host|setup|code|system|area / knows ~ postgres|mysql|the|about / rope ~ in / drag ~ in / assemble /
    mobilise|mobilize / rally / second|another pair / priya|can you / please ~ bridge / @people and @people ~ please /
    request|ask ~ help|assistance|support / anyone|anybody ~ know|tell|help|around|awake|rights|access / assign ~
    comms|scribe|roles / somebody|someone|anybody|anyone ~ around / from ~ around ? / could|can whoever / whoever ~
    please / is ~ awake|around|online|available ? / who has|owns|knows / i lack|need ~
    access|admin|rights|permission|permissions|help / no access / don't have ~ access|rights|permission|permissions /
    reached at home|by phone|on mobile / @people ~ reached / at home / ticket ~ with ~
    their|vendor|provider|aws|priority|support / priority desk|ticket|case /
    carrier|vendor|provider|isp|supplier|facility|landlord|registrar|bank ~
    informed|called|contacted|notified|engaged|paged / inform|notify|tell ~
    carrier|vendor|provider|isp|supplier|oncall|manager|management|duty|security|legal /
    crew|technician|engineer|courier ~ on ~ way|site / on ~ way / is coming / be|has been ~ called|paged|summoned|woken
    / second line|tier / l2|l3|tier / hand|handed to ~ team|dba|network|security / pass|passed ~ to ~ team / assigned
    to ~ team / need|needs ~ @people / involve|involving / get @people / sev ~ bridge / conference|conf call / let me
    get / get ~ in here / has|have ~ done ~ before / anyone|anybody|someone|somebody ~ from ~ team / need
    everyone|everybody|all / waking|phoning|ringing / ^ phoning|ringing|calling / brought|bring in / who|who's ~
    talking|speaking to / is ~ on the line / @people , you're needed / needs ~ reviewer / ask|asked the provider|vendor
"""

# Others come in.
ARRIVED: Final = """
    ^ join|joined|joining / join|joined ~ us|call|bridge|channel|room / i'm|i ~ online / i'm|i ~ on|in now / just get
    in / get|got in / what do you need / do you ~ need me / how can i help / here to help / @people ~ here / ^ awake ,
    ~ desk / at my desk|keyboard / fill me in / take|taking ~ comms|scribe|command|ops|lead / i'm|i ~ take this /
    i'll|i ~ take|be|do|run|handle ~ ic|command|lead|comms|scribe|coordinate|incident / i'm|i ~ run|running it /
    @people ~ join / signing|sign off / be|is online now / take|taking over from / handover / hand over / @people ~
    be|is on|here|online|with / present / assume ~ command|lead / take ~ command|lead|ic / @people ~ arrive|arrived / ^
    present / ^ hi|hello|hey|morning , what|how|where / what shall|should|can i do / what's the status|state|situation
    / catch me up / reporting in|for duty / dialled|dialed|dialing in / i'm ~ here|up|awake|back|around|available /
    have|has arrived / back at / ^ back ,|. / @people ~ arrive|dialled|joined|online / relieving / take over from / ^
    me . / here now / woke up ~ to / on laptop / in two|five|ten minutes
"""
