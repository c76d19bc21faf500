"""Phrases of the second part of an incident: investigation, mitigation and resolution.

Written in the syntax of cues.py, separated by slashes. bot/analysis/phrases/phase_words.py has the meaning and the
weights of each list.
"""

from typing import Final

# The why is looked at.
FOUND: Final = """
    =found / =find / root cause / =cause / =caused / caused by / because / culprit / turn out / that|which explain /
    explain / we've|i've|we|i have|got ~ it / ^ got it / got it : / =aha / =ah / of course / i think i|we|it|have /
    =confirmed / confirm that|the / suspect / =suspecting / looks like / look like / seem ~ to|like / =seems / appear /
    probably / likely / maybe ~ because|it / due to / =why / smell / =bug / identify / identified / pinpoint / isolate
    ~ to|cause|issue|problem / narrow ~ down / trace ~ to|back / =traces / =log / =logs / log ~ show|say|full / metrics
    ~ show|say / graph ~ show|say / trace|profile|dump|capture|perf|strace|tcpdump|flamegraph ~ show|say|point / point
    to|at / not what ~ should|expect / should ~ be|have / mismatch / regress|regression / it's|it be ~ the|a|our / the
    reason / eat ~ it|cpu|memory|disk|space / leak / race condition / correlate / match / coincide / line up with /
    same time as / since ~ deploy|release|change|upgrade|morning / not ~ attack|network|us|dns|ddos|database|hardware /
    rule ~ out / no evidence|sign / nothing ~ obvious|unusual|log|wrong / so the / so ~ that be|is|why / hypothesis /
    theory / contention / query plan / lock contention|wait|timeout / row|table ~ lock / n ? / misconfigure /
    misconfiguration / typo / never ~ put|clean|purge|set|renew|update|test / behind ~ lb|proxy|nat / know what ~ wrong
    / cause ~ know|be|is|identified / where ~ come from / it ~ happen ~ again|when|because / corner case / edge case /
    someone|somebody ~ change|rotate|delete|push|merge|deploy|turn|enable / be ~ not ~ in|at|there / does ~ match /
    there's no / exhaust / trigger ~ by / introduce ~ by|in / thunder herd / retry storm / hot spot|shard|key|partition
    / poison / plan says / in fact / says ~ could|can|no|not|it|that / log : / shows|show ~
    a|the|that|no|it|nothing|failing|mismatch / shows nothing / is|be understood / reason ~ for|why|is|be / stale /
    killed and / so ~ legit|fine|not / actually / far more than / wrong
    sha|version|config|value|param|params|query|order|range|key / but ~ commit|memory|cpu / so ~ has|have to /
    it|which|that ~ =applied|=deleted|=removed|=dropped|=overwrote|=pushed|=restarted|=wiped / =actually / it's|that's
    because|why|how|what|where|when / that's|it's probably|likely|my|our / was ~ never|not ~
    updated|reloaded|set|deployed|enabled|included|renewed|tested / never ~
    reloaded|restarted|updated|cleaned|renewed|set / alias|record|pointer|dns|config|variable|flag|setting ~
    points|set|missing|wrong|empty / points at|to ~ wrong|old|half|stale|empty / missing ~
    index|env|variable|config|secret|permission|row|column|record|header / out of date / outdated / old|wrong|previous
    ~ key|version|config|cert|image|schema|address|url|endpoint / still ~ use|using|sign|point|on the old / same ~
    duct|feed|disk|host|rack|zone|line|power / both our / so much for / handshake / stack ~ trace|ends / nil|null /
    full table scan / n + 1 / hits|hit the ~ limit|cap|quota / limit of|is ~ reached|hit / quota / memory leak / file
    descriptors|handles / too many / too low|high|small|large|short|long|old / not enough memory|disk|connections /
    half of ~ @host|boxes / only a|one|two|half|third / so ~ it's|no|not / it's no|not / nothing
    shipped|deployed|changed / no ~ deploys|changes ~ since|today / started|began ~ when|at|after|with ~
    deploy|release|change / right after ~ deploy|release|change|merge / commit ~ introduced|changed|removed /
    blame|blaming / guilty / offender|offending / bad ~
    actor|query|client|row|message|record|host|node|disk|deploy|config|data / stale ~ cache|config|dns|data / i see it
    / in common / misses|lacks ~ a|the|its / all ~ the same / the same ~
    id|user|client|team|tenant|provider|query|address / did that $ / did that , / could ~ have done|been /
    reproduced|reproduce it / wait|waits for ~ which|that / asks for the / only still ~ knows|has|sees / wants the /
    knows|has the old|wrong / too ~ many|few / which isn't|aren't there / are long gone / twice as many|much|large|big
    / than ~ can ~ hold|take|handle|allow / that's ~ from my|our / than there is|are
"""

# Somebody searches for the why.
DUG: Final = """
    dig / debug / go through / =going through / compare / investigate / investigation / inspect / analyse / analyze /
    still look|check|search / look ~ at|through ~
    log|logs|graph|graphs|metrics|code|config|trace|traces|dump|database|query|dashboard / read ~
    log|logs|code|trace|traces / bisect / profile / =strace / tcpdump / try ~ understand|find|figure|reproduce / figure
    out / work ~ out why|what|how / what|why do|does|did|would|be|is / check ~ log|logs|graphs|metrics|history|audit /
    audit log / query ~ log|logs / count / measure / test ~ theory|hypothesis / correlation / deep dive / look for /
    search for / forensic / review ~ log|logs|changes|deploys|deploy / examine / verify ~ whether|if|config / gather /
    first look / look ~ through|into ~ drop|yesterday|spike|why / try ~ see|learn / is|was it|this|that ~ ? / collect ~
    logs|data|dumps|evidence / went through / tail ~ logs / can see ~ symptom|that / what ~ do ~ have in common /
    coincidence / ours or theirs / opening the logs / comparing
"""

# Something was done against it. A phrase of one word counts only where it is what somebody does.
UNDONE: Final = """
    revert / roll back / roll ~ back / =rollback / =rollbacks / back|backing|backed ~ out / undo / restore /
    put|switch|set|move|go|bring ~ back / put ~ back / go|going|went back to / old|previous|last ~
    good|working|version|config|image|password|build|release / last known good / fail ~ over / =failover / =failback /
    fail back / disable / turn ~ off / switch ~ off / flip ~ off / flag ~ off / be|is|'s off / =off now / kill /
    restart / =restarts / reboot / bounce / recycle / power cycle / cycle ~ @host / redeploy / rerun / re run / scale /
    resize / double ~ @host|capacity|consumers|memory|pool|limit / add ~
    capacity|nodes|replicas|servers|workers|consumers|disk|space|memory|instances|shards|index / more ~
    capacity|replicas|workers|nodes|memory|consumers|servers|instances / spin ~ up / stand ~ up / bring ~ up / bring ~
    online / block / blacklist / blocklist / ban / throttle / rate limit / limit ~ traffic|requests|connections /
    shed|shedding / load shed / drain ~ @host|traffic|region|site|dc / divert / reroute / route ~ to|around|away|%|100
    / shift ~ traffic / move ~ traffic|load|to|away|off / steer / point ~ to|at ~
    site|another|other|backup|secondary|new|old / =pointing / dns ~ change|switch|point|update / purge / flush / clear
    ~ cache|queue|backlog|disk|space|lock / clean ~ up ~ disk|space / free ~ up / delete / remove / =removing / rotate
    / invalidate / revoke / renew / reissue / reset / rebuild / recreate / reload / reindex / resync / repair / patch /
    hotfix / =hotfix / workaround / work around / pause / stop / halt / freeze / lock ~ deploys|down|deploy / suspend /
    cancel / abort / isolate / quarantine / fence / cordon / evict / detach / unplug / disconnect / cut ~ off / take ~
    out / take ~ offline / pull ~ out / promote / demote / elect / switch ~ to|over / swap ~ to|back|out / increase /
    raise ~ limit|limits|timeout|pool|memory|quota|max / lower / reduce / bump / extend|grow|expand ~
    disk|volume|partition / upgrade / downgrade / pin ~ to|version / deploy / release / roll ~ out / =rolling / merge /
    push ~ @change|@fix|out|to / apply / enable ~ again|cache|maintenance / turn ~ on / reenable / re enable /
    maintenance mode / read only / manually / by hand / mitigate / =mitigation / circuit breaker / replay / requeue /
    backfill / reprocess / warm|warming|fill ~ cache|caches / import ~ backup|dump / bypass / skip / whitelist /
    allowlist / unblock / open ~ gates|traffic / let ~ in / terminate / shut ~ down|off / =shutting / evacuate /
    replace / =copying / sync / reconfigure / update ~
    password|config|credentials|secret|dns|rule|rules|image|certificate|firewall|settings / change ~
    password|config|dns|setting|settings|limit|limits / fix ~ config|rule|bug|data|it by / rename / migrate / cert ~
    roll|renew|install / bring ~ traffic / failing over / swing|cut ~ over / =killed / =removed / =deleted / start ~
    again|over / start ~ @host / stopped ~ @host / put ~ limits|in front / take ~ back / uncordon / create ~
    again|new|index / =recreated / =added / =changed / =created ~ again / grow|growing ~ to|by|from|disk|pool / raise ~
    from|to # / raise ~ @host|limit|limits|timeout|timeouts|probe|threshold|quota / go|went from ~ to / increasing /
    =increased / decreasing / =decreased / =forced / force / put ~ in / switching / tune|tuning / set ~ to / swapped /
    split / shard / buy ~ capacity / override / hand ~ out ~ capacity / be|is disabled / is|be|been ~ reverted /
    flip|flipping ~ back / send ~ to ~ second|other|another|backup / cap on / build|building ~ new ~ @host|index /
    provision / alter|altering|alter table / copied|copying across|over / in place $ / live $ / shut|shutting ~ for the
    moment|now / throw|throws|throwing away ~ old|images|logs|files / add|put ~ virtual|address / pointed|point at|to ~
    the / off everywhere / moved ~ to|home|over
"""

# A fix is being made.
FIXING: Final = """
    @fix be|is ~ up|written|ready|live|merged|in|out|on / pr with|up|open|for / @fix ~ test /
    write|prepare|build|cook|craft|work ~ @fix / work ~ on ~ @fix / =fix / @fix ~
    deploy|merge|release|ship|push|apply|roll / address|addressed ~ comments|them|review / ask ~ changes / =pr /
    =patched / take effect / in review / cherry pick / new build / ci ~ run|pass|green / pipeline ~ finish|run|done /
    start|begin ~ restore|recovery|rollback|failover|repair / under way / underway / restore|restores ~ run|running /
    on its way / permanent / waiting for / step by step / one by one / one after / % at a time / so that ~ can /
    approved / prepare|preparing ~ revert|rollback / new ~ generated|built|signed / tools for it / shipped for /
    pods|hosts|nodes|they are cycling / every ~ has it / granted|grant / ship it
"""

# An action is proposed or decided.
PROPOSED: Final = """
    could we ~ just / could|can|should|shall we / let's / =decision / decide / we go with / go with / go ahead / ^ ok
    go / , go $ / =go $ / new plan / =plan : / plan ~ be|is to / option / try / =trying / attempt / we will|'ll|going
    to / i'm going to / i'd like to / do we / propose / suggest / agree / approve / better to / in case it|that / to be
    safe / , now $ / please $ / get ready / next|then :|we / priority / comes before / right thing / the call be|is /
    enough . / want me to / shall i / yes ~ do it|please|go / do it / easiest|quickest|safest|best|fastest ~ is|would /
    go for it / worth ~ try|trying / then ? / plan is|: / plan b / next step / i'd ~
    rather|roll|revert|restart|switch|say / we should|could|can|must / why don't we / how about / agreed / + 1 ~ for|to
    / suggestion : / two ways|options / so ~ roll|revert|restart ~ back|it ? / ^ yep , / ^ now $ / second ~
    try|attempt|method
"""

# An attempt did not help.
FAILED: Final = """
    no change / no ~ change either / didn't ~ help|work / doesn't ~ help / no luck / lag|queue|backlog|load|it
    grow|rise|climb instead of shrink|fall|drop / only ~ back|up|online|third|half|some / no help / @not ~ cure / @not
    ~ do anything / do|does nothing / did nothing / made no difference / no difference / no effect / without
    success|effect|luck / in vain / @not ~ go through / @not ~ fix|cure|solve|resolve ~ it|problem|issue /
    deploy|restore|rollback|restart|failover ~ fail|failed|hang|stuck / to no avail / not enough / still
    there|@bad|growing|happening|going|the / still ~ the same / @bad again / again @bad / same @bad|result / come
    back / came back ~ @bad / refuse $ / =refused $ / retry|retried ~ no|without / didn't|doesn't ~ stick|do a thing /
    that|this|which failed / tips|falls over again
"""

# People were told.
TOLD: Final = """
    status page / status page : / =statuspage / status post / status ~ set|update|change ~ to / status to|: ~
    monitoring|investigating|identified|red|yellow|resolved / status red / status update / tweet / post ~
    on|to|in|at|the|a|an|update|note|statement|about|that|: / post ~ =notice / =posted / =posting / blog / banner /
    @outsiders ~ inform|told|notified|informed|mailed /
    tell|inform|notify|update|message|brief|advise|warn|mail|email|answer|reply ~ @outsiders / mail|email ~ @outsiders
    / mail ~ send|=going|to all / send ~ mail|email|notice|update|message|note|all|notification /
    mail|email|notice|update|message|statement|advisory|note|circular|text ~ =sent|=sending|=out|publish|=goes|=going /
    notice ~ up|out|to / announce / =announcement / statement / public|publish ~
    post|update|note|advisory|notice|statement|message / publish / press / community ~ inform / in app
    message|banner|notice / all clear / social ~ media|post|account|accounts / twitter and|: / status : / dashboard : /
    wrote to / final|first|next update / on twitter ~ instead / acknowledge ~ publicly|on|issue on / @outsiders ~
    note|update|updated|message|messaged|notice|informed|told / update ~
    banner|status|page|statuspage|dashboard|channel|stakeholders|customers|users|execs|executives / first ~
    notice|post|update|public / let @outsiders know / let ~ know / =communicated / newsletter / comms ~
    send|sent|go|out / tell people / draft / macro / canned response / reply ~ ticket|tickets / read ~ out / live
    notes|stream / apologise|apologize / sorry / incident page / =advisory / leadership ~ update|inform|brief / exec ~
    update|summary|brief / faq / talk ~ press / in ~ update|ask|announcement ~ channels|channel / dashboard ~
    updated|shows|updated / admit ~ outage|problem|issue / tell|told|inform|informed|notify|notified|text|texted ~ that
    / ^ told|informed|notified|emailed|mailed|tweeted|texted|posted|announced|published|updated|briefed /
    text|circular|letter|sms|push|note|memo|word|heads up to ~ all|every|everyone|@outsiders|tenants|managers|customers
    / @outsiders know / managers know|informed / know that ~ we're / template ~ for|sent|ready / boilerplate / heads up
    / talking points / q&a / wording / published ~ update|note|post|notice|advisory|statement|blog / status ~
    now|says|shows|reads / public ~ note|statement|post|update|page / in the press / press release / recorded ~
    message|announcement / ivr / hold message / auto reply|responder / community ~ call|post|forum|told|updated /
    stakeholder / exec ~ mail|note / regulator ~ informed|notified|told / broadcast / letter ~ to|from /
    replied|answered|replying|reply ~ on|to|the / apologies|apology / script|scripts ~ agents|ready / pointed
    them|him|her|people to / put ~ message|note|notice / thread up|out / asked them|him|her ~ to try|confirm / in|into
    ~ thread and / wrote|write ~ to ~ @outsiders|big|accounts / told ~ on|via|by / answered the
    ticket|author|customer|user / tell them|people / do we ~ post|tell|say|announce
"""

# It is getting better.
EASING: Final = """
    recovering / =recover / =recovers / start|begin ~ recover|succeed|answer|resolve|work|flow|return / =recovery /
    begin to ~ resolve|recover|drop|clear / come|go ~ down / =coming down /
    errors|error|rate|rates|latency|load|queue|backlog|lag|failures|cpu|memory|usage|tickets|alerts|times|@bad ~
    drop|fall|ease|decrease|decline|subside|shrink|improve / =easing / =improving / =subsiding / climb|rise ~ again /
    improve / traffic|logins|throughput|conversion|orders|requests ~ climb|rise|return|recover|grow / =better / faster
    / most ~ @ok|services / some ~ @ok|clusters|requests|services / first ~ @ok|services|customers|pods|region /
    partial / caught up / replica|replicas|replication|consumers|queue|it|lag|they ~ catch up / drain ~
    backlog|queue|a|about / =draining / work ~ off|through ~ backlog|queue / backlog ~ at|down|clear|half|shrink /
    queue ~ drain|shrink|go down / % ~ of ~ traffic|nodes|pods|users|requests / trending / drain|drains , / under|below
    ~ # % / @host|queue|backlog ~ drain / level off / begin|start to see / partially / return ~ to|slowly|traffic /
    =succeed / @ok again ~ for most / visible again / answer again / copy be|is at / still ~ running|load|loads|loading
    / get there / slowly / is at # / # % of ~ @host|users|traffic|vms|locks|customers|requests|devices|online|back / %
    ~ online|back|up|run|running|connected|done|healthy / a little|bit ~ slower|better|faster / slowly ~ coming|getting
    / # % , but / half|third|quarter ~ back|online|up / most|many ~ back|online|up|can|run|users|customers /
    error|failure|bounce|drop ~ rate ~ falling|dropping|down|under|below / coming ~ back|online|up / come|comes ~ in
    again / logins|orders|traffic|requests|mails|payments ~ come|flow|go ~ in|through|again / first ~ back|through /
    impact ~ smaller|less|lower|shrinking / got|gets|getting smaller / copes|coping / let|letting ~ in. / let|letting #
    % / trickle|trickles / half|most of it ~ back|home|over / down to a|one / gradually / little by little / be|is ~
    shrinking / times shrink
"""

# It works again.
EASED: Final = """
    @ok $ / @ok ,|.|;|!|: / @ok again|now|everywhere|for|since|at|on|in|and|too|to|with|across|worldwide /
    be|look|seem|all|everything|feel|run|stay|say|read|report|it|requests|calls|again @ok / @bad ~ below|under # % /
    @bad ~ below|under|at # / @bad rate ~ flat|normal|fine|zero|low|gone|usual / be|'s ~ back / =back $ / =back , /
    =back . / back on|online|in / come|came ~ back / caught up / be|is up / =up again / @ok ~ again / again ~
    everywhere / load again / back to ~ normal|usual|green|baseline|full / full strength|capacity|service / back up /
    at ~ normal|usual|full / all ~ @ok / =recovered / fully ~ recover|restored|operational|@ok /
    service|services|access ~ restored / =green / =healthy / @bad|error|alerts ~
    gone|stop|stopped|zero|cleared|normal|usual|baseline / no ~ in error / right|correct|fast|live|responsive|there
    again / gone from / no ~ more @bad / no ~ errors|timeouts|alerts|failures / alert|alerts|alarm|alarms ~
    clear|resolve|close|quiet|recover / test|tested ok|fine|good / look ~ @ok / 100 % / zero @bad / @ok for
    everyone|everybody|all|us / queue|queues|backlog ~ empty|clear|cleared|gone|zero / be|is empty / stay|stays flat /
    rate ~ flat|normal / steady / steadied / whole again / fully caught up / caught up with ~ incoming|live|traffic /
    under one percent / hasn't ~ since / test ~ pass / ^ recovered|recovery / ^ resolved ~
    critical|alert|alarm|warning|down / ^ ok : / no ~ new ~ errors|exceptions|failures|timeouts|crashes ~ since|for /
    no @bad|exceptions ~ since|for / calm / below ~ second|minute|threshold|# % / settle / by itself / normal levels /
    can ~ work|use|log|deploy ~ again / everything ~ @ok|place|target / succeed everywhere / = quiet / latency ~
    normal|baseline|down to / everyone ~ in|back / can't reproduce|see ~ any|more / healthy again /
    errors|error|failures ~ at ~ nil|zero|0|baseline / be back|open|reachable|online|fine|ok|up / results|data|they|it
    be there / at nil / customers|users|people ~ are|can ~ again|back|reachable|in / as before / as usual / like before
    / @host|site|page|app|login|checkout|search|api|everything|all =works|=fine|=ok|=responds|=answers|=loads / back to
    work|business|life / nothing ~ red|failing|broken ~ anymore|any more / for ~ half an hour|minutes|min|hour ~ now /
    minutes|hour of silence|quiet|calm / orders|payments|logins|mails|builds ~ pass|succeed|through|work|come in / ^ up
    : / ^ recovered : / where|what ~ they|it should be / like yesterday|before|usual|always / works ~ for me /
    works|work here / real time again / go|goes|going|went through again|here|now / out of ~ read only|maintenance /
    people|users|customers can ~ post|pay|log|use|write|read|upload|order|play|call / they're|they are|everybody|people
    getting|get in / logged in with|on|as / traffic ~ flows|flowing|back / success|approval rate ~ at|above|back|is /
    to what it was|used / no ~ failures|errors|complaints|timeouts ~ last|past /
    requests|calls|writes|reads|pushes|pulls|builds|payments ~ succeed|pass|through / ^ all good / have|has ~ again /
    customer|site|tenant ~ restored / where ~ it|they was|were / be nil / without ~
    trouble|problem|problems|issue|issues|error|errors|hitch / nothing ~ failing ~ more|anymore / see their ~
    @ok|items|data|orders|messages / went through now
"""

# It is being watched.
WATCHED: Final = """
    watch / =watching / keep ~ eye / keep ~ eye on it|this|things / observe / =monitoring / monitor ~
    for|it|closely|the|this|things / stay on|with / staying / keep ~ open|watch|monitor|look / wait ~ to see|and
    see|for|until / before ~ call|close|declare / for ~ now|while|half|min|minutes|hour / still ~
    @ok|flat|stable|quiet|zero|clean / hold|holding ~ steady|stable|up / stable for / bake / soak / verify / =verifying
    / validate / confirm ~ with|recovery|fix|that ~ @ok / ask ~ user|customer|users|customers ~ @ok|deploys|works /
    double check / sanity check / safety check / no ~ new ~
    exceptions|reports|errors|alerts|tickets|complaints|failures / nothing new / so far / let ~ run / overnight / check
    ~ again|back / test on / test ~ still / re check / compare ~ before / smoke test / probation / trouble log|logging
    / red till|until / holding / give it ~ moment|minute|minutes|while / happy for / nothing since
"""

# It is over.
CLOSED: Final = """
    resolve / =resolved / =closing / =closed / close ~ incident|this|it|out|inc|issue|ticket / call it / calling it ~
    resolved|done|over|fixed / we call it / done here / we're done / be over / =over $ / =over . / it be ~ over / all
    clear / incident ~ over|closed|resolved|end|ended|done|finished|complete / =fixed / fix be|is ~
    live|out|deployed|in|everywhere / stand down / wrap|wrapping up / go to bed|sleep / good night / incident be ~ over
    / nothing open / end ~ call|bridge|incident / be|we ~ good $ / we're good / repaired / declare ~ resolved|repaired
    / out of|end ~ outage / standing down / end of ~ incident|outage / thanks ~ all|everyone|everybody|folks / consider
    ~ resolved|fixed|mitigated|over|closed / ic out / mark ~ resolved|fixed|as resolved / ^ done $ / all done / status
    ~ resolved|green|operational / to operational / back to ~ operational|green / bridge ~ closed|closing|down / out of
    ~ woods / that's it / wrap ~ up / full|fully ~ restored|recovered|operational|strength / service ~ restored /
    everything ~ back / all ~ systems ~ @ok / all services ~ @ok|at|full / site be|is ~ up|back / mitigated $ / declare
    ~ over|resolved|end|fixed|mitigated / dashboard ~ green / war room ~ closed / outage ~ over|end|ended /
    call|calling that|this|it ~ fixed|done|closed|resolved|over|good / incident ~ done / thanks
    everybody|all|everyone|folks|team / good job|work / everything ~ as before|usual|normal|in order /
    shut|closing|close ~ bridge|channel|call|war / archive ~ channel / that was it / last ~
    confirmed|done|back|fixed|building|region|customer / issue ~ resolved|fixed|gone|closed|over / problem ~
    resolved|solved|fixed|gone|over / final ~ check / declare|declared ~ victory|done|fixed / back to bed|normal
    operations / no open|remaining ~ issues|items|problems / out of it|this / set to ~ all good|operational|green /
    call|calling that|it ~ fixed|done|over|closed / incident|outage over / . over $ / handed over $ / ^ over / and ~
    over $
"""

# It is worked up afterwards.
FOLLOWED: Final = """
    postmortem / post mortem / post incident / pir / retro / retrospective / rca / action item / to do / todo / follow
    up / ticket file / file|filed|open|create|raise ~ ticket|tickets|issue|jira ~ for|to|: / =filed / write ~ up /
    wrote up / write ~ report|incident|account|review / lesson / review ~ meet|meeting|scheduled|document|doc|call|on /
    =reconcile / reconcile / requeue / queue ~ again / back in ~ queue / put ~ in|into ~ queue / clean ~ up / clean up
    task|tasks / task ~ written|write|define / tidy / left with / leftover / next week|day|sprint|quarter|time /
    tomorrow / =permanent / real ~ fix / proper fix / long term / so that it ~ again / prevent / never again / so ~
    can't happen|happen again / note : / report be|is ~ on|out|published / full report / =learned / =blameless / alarm
    ~ before / add ~ alert|alerts|alarm|monitoring|test|tests|check|runbook|safeguard / runbook / no further /
    afterwards / afterward / credit ~ customers|issued / refund / sla credit / compensate / backfill / audit / restore
    ~ normal|setting|settings|limits / turn|switch ~ on again / remove ~ workaround|temporary|hotfix|ban / undo ~
    workaround / schedule ~ review|postmortem|retro|meeting / change ~ tool|process|procedure|so that / harden /
    safeguard / guard rail / guardrail / requeued / talk ~ about it ~
    tomorrow|monday|tuesday|wednesday|thursday|friday|next|later / on|until monday|tuesday|wednesday|thursday|friday /
    in the backlog|calendar / debrief / story|card|ticket|issue ~ is|be ~ in|raised|filed|open|created / playbook /
    lacks / must|needs to|should ~ check|have|be|alert|never|always / reindex ~ again / this time / deadline / owner /
    for next time / thank you ~ note / invoice|refunds|credits / cleanup / housekeeping / leftovers / from now on /
    write|writeup|write up ~ started|published|out|posted / review|report published|posted|out / we'll ~
    make|tag|add|build|change|teach / pr which|that|to / opened|raised|filed ~ issue|ticket|card ~ to|for / ticket for
    ~ alert|test|raised / rca|review requested / stays off until / in review $ / so that fewer|no|nobody|nothing
"""
