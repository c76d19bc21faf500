"""Single words that suggest a phase where there is no clear phrase: common verbs and nouns, with low weights.

These broad lists help with timelines in unforeseen words.
"""

from typing import Final

# Things that people do to systems.
ACTS: Final = """
    start stop run add create make open power wrap split attach mount compile ship point resend retry drop truncate
    vacuum compact reclaim trim archive mask hide gate cap limit tune tweak replace swap install uninstall provision
    boot relaunch toggle flick clear wipe erase evict kick unstick unblock free release divert redirect rewrite
    overwrite copy move switch import load preload prime seed handle close spray rebuild reinstall reformat
    reprovision rehash reconnect rebalance reassign reallocate redistribute rejoin rerun resume reopen unpause
    unfreeze unlock unmount undeploy lift loosen relax tighten widen narrow shorten lengthen shrink expand extend
    double triple halve cut batch stagger bypass circumvent ignore exclude include whitelist allow deny drain fence
    isolate quarantine sandbox disconnect unplug plug rewire recable reseat swapped solder crimp repair mend correct
    amend adjust calibrate configure override force pin unpin freeze hold suspend postpone cancel kill terminate
    abort end take put bring turn pull push set shut reset patch renew reissue sign resign revoke grant regenerate
    generate rotate encrypt decrypt transfer convert migrate backfill restore salvage resync recompute reprocess
    requeue replay flush purge invalidate expire remove delete land steer shift balance reroute announce withdraw
    advertise peer deploy roll merge apply commit activate deactivate enable disable mitigate contain remediate fix
    prioritise prioritize throttle shed degrade cordon uncordon standby promote demote failover truncated scale
    resize upsize downsize buy order borrow allocate spare agree decide choose opt accept approve step
"""

# How people say that something is wrong.
ILLS: Final = """
    climb spike rise surge jump soar plunge dip sag stall queue wait unusable sick hurt suffer struggle choke flood
    swamp hammer thrash burst bloat balloon backlog bounce complain unhappy weird odd strange unexpected unusual
    abnormal problem issue glitch hiccup blip outage disruption interruption incident fault defect symptom warning
    warn critical degraded red broken busted hosed borked toast dark silent mute cut stale behind late overdue
    pending stuck limit over exceed above beyond twice triple temperature alarm breach violation exception panic
    stacktrace traceback 5xx 500 502 503 504 429 timeout refuse reject deny denied garbled duplicate double mismatch
    drift skew
"""

# How people say that it is good again.
BETTERS: Final = """
    steady steadied calm whole flat stable quiet clean passes pass passing accept accepts succeed connect connects
    flow flows flowing again recovered recover regained resumed normalised normalized usual under below settled
    cleared healthy complete completed finished done through fully drained empty zero uneventful
"""

# How people say that they try to understand.
THOUGHTS: Final = """
    understand understood reason explain explains because therefore hence so if maybe perhaps wonder guess bet think
    thought believe assume imply mean means point points hint hints clue clues evidence pattern graph graphs log
    logs trace traces dump metric metrics query stack line code commit diff history audit shows show reveals reveal
    tells looks seems apparently evidently actually turns both neither never always only since too wrong low missing
    unset default same different share shares though but yet instead rather per each every hits hit waiting waits
    full exhausted leak bug race loop recursion deadlock contention saturation bottleneck single limit limits scan
"""

# How people call others, and come when they are called.
CALLS: Final = """
    call called dial dialled dialed phone rang ring number awake desk brief joined joins online available roster
    rota contractor consultant consultancy vendor rep partner help assistance expert engaged engage asking summoned
    escalated handover relieve relieved shift dba everybody everyone anybody somebody needed volunteer volunteers
"""

# How people speak of telling others.
TALKS: Final = """
    twitter status tweeted wrote write announce announced told tell informed inform notice notify notified update
    updated message mail letter newsletter press statement banner dashboard post posted published customers users
    subscribers public eta apology answer canned faq webinar journalists regulator
"""

# How people speak of taking stock.
STOCK: Final = """
    only both all some most which who where how many much share percent region regions scope wide affected impacted
    hit unaffected other others everyone nobody far still also
"""

# How people speak of afterwards.
LATERS: Final = """
    debrief retro review report lesson lessons action actions card ticket story backlog calendar scheduled monday
    tuesday wednesday thursday friday later follow followup document documented runbook policy prevent improve
    postmortem must should future
"""
