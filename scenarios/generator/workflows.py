"""The standard operating procedures of the four-centre organisation.

Efforts and latencies are the product's template figures (working hours, three-point). Where each stage is done and
what runs side by side are assumptions of the generator.
"""

from __future__ import annotations

from scenarios.document import Duration, Label, Rework, Stage, Workflow
from scenarios.document.durations import ThreePoint

STRATEGY, BRAND, DIGITAL, EVENTS = "strategy_insight", "brand_content", "digital_growth", "cx_events"
SQUAD = None
"""Whoever is free, wherever they sit: no department, no hand-off."""
Points = tuple[float, float, float]

REWORK = 0.25
"""Rework probability of the four-centre organisation at a gate."""
EXPRESS_EFFORT = 0.6


def workflows() -> tuple[Workflow, ...]:
    """All workflows, the standard preparation first."""
    return (campaign_prep(), sop_full(), brand_governance(), express())


def campaign_prep() -> Workflow:
    """Eight stages of preparation with two gates; content, audience and customer care are prepared side by side."""
    return Workflow(
        id="campaign_prep_8",
        name=Label(en="Campaign preparation, eight stages", zh="战役筹备八步"),
        express="express_72h",
        change_target="copy",
        stages=(
            _work("intake", ("Intake", "需求受理"), "project", (1, 2, 4), STRATEGY, ()),
            _work("plan", ("Plan", "方案策划"), "brand", (3, 6, 12), BRAND),
            _gate("plan_gate", ("Plan approval", "方案审批"), ("lead_brand_content",), rework="plan"),
            _work("audience", ("Audience", "人群圈选"), "insight", (2, 4, 8), STRATEGY, ("plan_gate",)),
            _work("copy", ("Copy", "文案撰写"), "copy", (4, 8, 16), BRAND, ("plan_gate",)),
            _work("visual", ("Visuals", "视觉设计"), "design", (6, 10, 20), EVENTS),
            _work(
                "digital_setup",
                ("Digital set-up", "数字化搭建"),
                "media",
                (3, 6, 10),
                DIGITAL,
                ("audience", "visual"),
            ),
            _work(
                "crm_event",
                ("CRM and event preparation", "会员触达与活动准备"),
                "crm",
                (4, 8, 14),
                EVENTS,
                ("plan_gate",),
            ),
            _work(
                "qa",
                ("Quality check", "上线质检"),
                "data",
                (1, 2, 3),
                DIGITAL,
                ("digital_setup", "crm_event"),
            ),
            _gate("release", ("Release approval", "上线审批"), ("lead_digital_growth",), rework="visual"),
        ),
    )


def sop_full() -> Workflow:
    """The twelve-link procedure: application, planning, execution and review; used for events.

    The template's execution by several roles is three stages that share its effort.
    """
    return Workflow(
        id="sop_full_12",
        name=Label(en="Full procedure, twelve links", zh="全流程十二环节"),
        launch="execute",
        change_target="execute_plan",
        stages=(
            _work("apply", ("Application", "立项申请"), "project", (1, 2, 4), STRATEGY, ()),
            _gate("approve", ("Approval", "立项审批"), ("lead_strategy_insight",), 0.15, "apply"),
            _gate("budget", ("Budget release", "预算分配"), ("finance",), 0, latency=(2, 6, 16)),
            _work("draft", ("Draft", "方案撰写"), "strategy", (3, 6, 12), STRATEGY),
            _gate("review", ("Internal review", "内部评审"), ("lead_brand_content",), 0.35, "draft"),
            _gate("client_ok", ("Business confirmation", "业务方确认"), ("client",), 0.20, "draft"),
            _work("execute_plan", ("Run sheet", "执行统筹"), "events", (7, 12, 24), EVENTS),
            _work(
                "execute_visual",
                ("Event visuals", "活动物料设计"),
                "design",
                (5, 8, 17),
                EVENTS,
                ("client_ok",),
            ),
            _work(
                "execute",
                ("Production and set-up", "物料制作与搭建"),
                "events",
                (8, 14, 29),
                EVENTS,
                ("execute_plan", "execute_visual"),
            ),
            _work("monitor", ("Monitoring", "过程监控"), "data", (1, 2, 4), DIGITAL, ("execute",)),
            _work("alert", ("Follow-up of alerts", "预警处置"), "project", (0.5, 1, 2), EVENTS),
            _work("evaluate", ("Evaluation", "效果评估"), "data", (2, 4, 8), DIGITAL),
            _work("report", ("Report", "评估报告"), "strategy", (1, 2, 4), STRATEGY),
            _work("lessons", ("Lessons", "经验沉淀"), "project", (0.5, 1, 2), STRATEGY),
        ),
    )


def brand_governance() -> Workflow:
    """Brand work with three gates, two of them signed by two people; not eligible for the express lane."""
    return Workflow(
        id="brand_budget_governance",
        name=Label(en="Brand budget governance", zh="品牌预算规范流程"),
        launch="final_gate",
        change_target="key_visual",
        stages=(
            _work("brief", ("Brief", "创意简报"), "strategy", (2, 4, 8), STRATEGY, ()),
            _work("research", ("Research", "消费者研究"), "insight", (6, 10, 20), STRATEGY),
            _work("concept", ("Concept", "创意概念"), "brand", (6, 12, 24), BRAND),
            _gate(
                "concept_gate",
                ("Concept approval, two signatures", "概念审批（双签）"),
                ("head", "lead_brand_content"),
                rework="concept",
            ),
            _work("script", ("Script", "脚本与文案"), "copy", (4, 8, 16), BRAND),
            _work("key_visual", ("Key visual", "主视觉"), "design", (6, 10, 20), EVENTS),
            _gate("creative_gate", ("Creative review", "创意评审"), ("lead_cx_events",), rework="key_visual"),
            _work("creators", ("Creator line-up", "达人排布"), "kol", (4, 8, 14), BRAND),
            _work(
                "media_plan",
                ("Media plan", "媒介排期"),
                "media",
                (3, 6, 10),
                DIGITAL,
                ("creative_gate",),
            ),
            _gate(
                "final_gate",
                ("Release, two signatures", "上线终审（双签）"),
                ("head", "finance"),
                0,
                after=("creators", "media_plan"),
            ),
            _work("post_test", ("Post-test", "投后测试"), "insight", (2, 4, 8), STRATEGY),
        ),
    )


def express() -> Workflow:
    """The 72-hour lane: less effort, one gate, copy and visuals side by side, and one squad without hand-offs."""
    return Workflow(
        id="express_72h",
        name=Label(en="72-hour express lane", zh="72小时快速通道"),
        change_target="copy",
        stages=(
            _work("intake", ("Intake", "需求受理"), "brand", _express((1, 2, 4)), SQUAD, ()),
            _work("copy", ("Copy", "文案撰写"), "copy", _express((4, 8, 16)), SQUAD, ("intake",)),
            _work("visual", ("Visuals", "视觉设计"), "design", _express((6, 10, 20)), SQUAD, ("intake",)),
            _gate(
                "gate",
                ("Single approval", "一次审批"),
                ("duty_manager",),
                0,
                latency=(0.5, 1, 3),
                after=("copy", "visual"),
            ),
            _work("digital_setup", ("Set-up", "上线搭建"), "media", _express((3, 6, 10)), SQUAD),
        ),
    )


def _express(effort: Points) -> Points:
    low, mode, high = (round(EXPRESS_EFFORT * hours, 1) for hours in effort)
    return low, mode, high


def _work(
    stage: str,
    name: tuple[str, str],
    skill: str,
    effort: Points,
    department: str | None,
    after: tuple[str, ...] | None = None,
) -> Stage:
    return Stage(
        id=stage,
        name=_label(name),
        effort=_points(effort),
        skill=skill,
        department=department,
        predecessors=after,
    )


def _gate(
    stage: str,
    name: tuple[str, str],
    approvers: tuple[str, ...],
    probability: float = REWORK,
    rework: str | None = None,
    *,
    latency: Points | None = None,
    after: tuple[str, ...] | None = None,
) -> Stage:
    return Stage(
        id=stage,
        name=_label(name),
        approvers=approvers,
        latency=_points(latency) if latency else None,
        predecessors=after,
        rework=Rework(probability=probability, target=rework) if rework else None,
    )


def _label(name: tuple[str, str]) -> Label:
    return Label(en=name[0], zh=name[1])


def _points(hours: Points) -> Duration:
    low, mode, high = hours
    return ThreePoint(low=low, mode=mode, high=high)
