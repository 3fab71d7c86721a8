import ProtonLint

extension Rule {
  public static let invalidSchedule = Rule(
    id: "invalid-schedule",
    category: .properties,
    severity: .error,
    finds: "a schedule expression that EventBridge cannot read",
    why: """
      A schedule is `rate(…)` with a number and a unit, or `cron(…)` with six fields, of which \
      exactly one of the two days is `?`. EventBridge refuses anything else, and the stack \
      fails.
      """,
    fix:
      "Write the expression as the user guide of EventBridge has it: `rate(5 minutes)`, `cron(0 12 * * ? *)`.",
    source:
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
    aliases: ["E3027"],
    examples: [
      .flagged(
        "cron as Unix has it, and a plural of one",
        """
        Resources:
          Nightly:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: «"cron(0 3 * * *)"»}
          Monthly:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: «"cron(0 3 1 * * *)"»}
          Late:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: «"cron(0 24 * * ? *)"»}
          Often:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: «rate(1 minutes)»}
        """),
      .flagged(
        "the schedule of a function",
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Function:
            Type: AWS::Serverless::Function
            Properties:
              Events:
                Nightly: {Type: Schedule, Properties: {Schedule: «every day»}}
        """),
      .clean(
        "all kinds of fields",
        """
        Parameters:
          Hour: {Type: String}
        Resources:
          One:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: "cron(0/15 8-17 ? JAN,jun 2#1,FRI *)"}
          Two:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: "cron(*/5 0 L * ? 2026-2030)"}
          Three:
            Type: AWS::Events::Rule
            Properties: {ScheduleExpression: !Sub "cron(0 ${Hour} * * ? *)"}
          Four:
            Type: AWS::Scheduler::Schedule
            Properties: {ScheduleExpression: "at(2026-11-20T13:00:00)"}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: schedules.map(\.type))) { resource, _ in
      schedules.filter { $0.type == resource.type }.flatMap { place in
        resource.properties.values(at: place.list[...]).flatMap { holder -> [Problem] in
          guard holder.value.hasKnownKeys,
            place.eventType.map({ holder.value["Type"]?.string == $0 }) ?? true
          else { return [] }
          return holder.value.values(at: place.path[...]).compactMap { expression in
            guard let text = expression.value.string, !text.hasPrefix("{{resolve:"),
              let fault = ScheduleExpression.fault(in: text, for: place.reader)
            else { return nil }
            return Problem(
              "schedule `\(text)` \(fault)", at: Label(expression.value.span),
              when: holder.condition.and(expression.condition), evidence: text)
          }
        }
      }
    }
  )
}

private struct SchedulePlace: Sendable {
  let type: String
  /// What leads to the maps that hold expressions.
  var list: [String] = []
  let path: [String]
  var eventType: String?
  var reader = ScheduleExpression.Reader.scheduler
}

private let schedules: [SchedulePlace] = [
  SchedulePlace(
    type: "AWS::ApplicationAutoScaling::ScalableTarget", list: ["ScheduledActions", "[]"],
    path: ["Schedule"]),
  SchedulePlace(type: "AWS::Events::Rule", path: ["ScheduleExpression"], reader: .rule),
  SchedulePlace(type: "AWS::Scheduler::Schedule", path: ["ScheduleExpression"]),
  SchedulePlace(
    type: "AWS::Serverless::Function", list: ["Events", "{}"], path: ["Properties", "Schedule"],
    eventType: "Schedule", reader: .rule),
  SchedulePlace(
    type: "AWS::Serverless::Function", list: ["Events", "{}"],
    path: ["Properties", "ScheduleExpression"], eventType: "ScheduleV2"),
]
