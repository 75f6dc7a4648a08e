using System.Reflection;

namespace Changzheng.Api.Platform.Http;

/// <summary>Every refusal there is. The OpenAPI document lists them per operation from here.</summary>
internal static class Refusals
{
    public static readonly RefusalKind RequestInvalid = new(
        400,
        "request.invalid",
        "请求内容不合规则",
        "The request breaks a rule"
    );
    public static readonly RefusalKind RequestMalformed = new(
        400,
        "request.malformed",
        "请求无法读懂",
        "The request cannot be read"
    );
    public static readonly RefusalKind ParameterUnknown = new(
        400,
        "parameter.unknown",
        "没有这个查询参数",
        "No such query parameter"
    );
    public static readonly RefusalKind CursorInvalid = new(
        400,
        "cursor.invalid",
        "翻页游标无效",
        "The cursor is not valid"
    );
    public static readonly RefusalKind PeriodMalformed = new(
        400,
        "period.malformed",
        "期间写法不对",
        "The period is not written as a period"
    );
    public static readonly RefusalKind PeriodWrongFrequency = new(
        400,
        "period.wrong_frequency",
        "期间与报送频率不符",
        "The period is not of the indicator's frequency"
    );
    public static readonly RefusalKind PeriodOutsidePlan = new(
        400,
        "period.outside_plan",
        "期间不在计划年度内",
        "The period is outside the plan year"
    );
    public static readonly RefusalKind PeriodFuture = new(
        400,
        "period.future",
        "期间尚未开始",
        "The period has not begun"
    );
    public static readonly RefusalKind DateFuture = new(400, "date.future", "日期在将来", "The date is in the future");
    public static readonly RefusalKind DateOutsidePlan = new(
        400,
        "date.outside_plan",
        "日期不在计划年度内",
        "The date is outside the plan year"
    );
    public static readonly RefusalKind ValueMalformed = new(
        400,
        "value.malformed",
        "数值不是有限的数",
        "The value is not a finite number"
    );
    public static readonly RefusalKind ValueTooPrecise = new(
        400,
        "value.too_precise",
        "小数超过四位",
        "The value has more than four decimals"
    );
    public static readonly RefusalKind ValueTooLarge = new(
        400,
        "value.too_large",
        "数值过大",
        "The value is too large"
    );
    public static readonly RefusalKind ValueNegative = new(
        400,
        "value.negative",
        "计数不能为负",
        "A count cannot be negative"
    );
    public static readonly RefusalKind ValueNotWhole = new(
        400,
        "value.not_whole",
        "计数须为整数",
        "A count is a whole number"
    );
    public static readonly RefusalKind ValueWrongShape = new(
        400,
        "value.wrong_shape",
        "填报内容与指标类型不符",
        "The report does not fit the kind of indicator"
    );
    public static readonly RefusalKind NumeratorAboveDenominator = new(
        400,
        "value.numerator_above_denominator",
        "分子大于分母",
        "The numerator is above the denominator"
    );
    public static readonly RefusalKind MembersMismatch = new(
        400,
        "value.members_mismatch",
        "分母与名单数不符",
        "The denominator is not the number of members"
    );
    public static readonly RefusalKind CompletionWithoutSignOff = new(
        400,
        "progress.sign_off_needed",
        "完成100%须走办结销号",
        "100% takes a sign-off"
    );
    public static readonly RefusalKind PlanTextMismatch = new(
        400,
        "plan.quote_not_in_text",
        "引文不在计划原文中",
        "The quote is not in the plan's text"
    );

    public static readonly RefusalKind TextTooLong = new(400, "text.too_long", "文字超过长度", "The text is too long");
    public static readonly RefusalKind TextUnreadable = new(
        400,
        "text.unreadable",
        "文字含看不见或不允许的字符",
        "The text holds characters that cannot be read"
    );
    public static readonly RefusalKind TimeOutOfRange = new(
        400,
        "time.out_of_range",
        "时间超出范围",
        "The time is out of range"
    );
    public static readonly RefusalKind PhoneInvalid = new(400, "phone.invalid", "不是电话号码", "Not a phone number");
    public static readonly RefusalKind NoteNeeded = new(400, "note.needed", "须附说明", "A note is needed");
    public static readonly RefusalKind PurposeNeeded = new(400, "purpose.needed", "须写明用途", "A purpose is needed");
    public static readonly RefusalKind ContactIncomplete = new(
        400,
        "ticket.contact_incomplete",
        "先行联系须有时间和联系人，或未联系原因",
        "A contact needs time and person, or a reason"
    );
    public static readonly RefusalKind TicketTimeFuture = new(
        400,
        "ticket.time_future",
        "时间在将来",
        "The time is in the future"
    );
    public static readonly RefusalKind TicketInconsistent = new(
        400,
        "ticket.inconsistent",
        "工单的状态与时间、结果不一致",
        "The ticket's status does not fit its times and results"
    );
    public static readonly RefusalKind TicketTypeUnknown = new(
        400,
        "ticket.type_unknown",
        "该渠道没有这种类型",
        "The channel has no such type"
    );

    public static readonly RefusalKind FileEmpty = new(400, "file.empty", "文件是空的", "The file is empty");
    public static readonly RefusalKind FileBinary = new(400, "file.binary", "不是文本文件", "Not a text file");
    public static readonly RefusalKind FileCharsetUnknown = new(
        400,
        "file.charset_unknown",
        "不支持所声明的编码",
        "The declared charset is not taken"
    );
    public static readonly RefusalKind FileEncodingBroken = new(
        400,
        "file.encoding_broken",
        "文字编码有误",
        "The text does not decode"
    );
    public static readonly RefusalKind FileTruncated = new(400, "file.truncated", "文件不完整", "The file is cut off");
    public static readonly RefusalKind FileMalformed = new(
        400,
        "file.malformed",
        "文件格式有误",
        "The file is malformed"
    );
    public static readonly RefusalKind FileEncrypted = new(
        400,
        "file.encrypted",
        "文件有密码",
        "The file has a password"
    );
    public static readonly RefusalKind FileOldWorkbook = new(
        400,
        "file.old_workbook",
        "旧版 xls 工作簿",
        "An xls workbook of the old kind"
    );
    public static readonly RefusalKind FileUnpacksTooLarge = new(
        400,
        "file.unpacks_too_large",
        "解压后过大",
        "It unpacks too large"
    );
    public static readonly RefusalKind FileTooManyColumns = new(
        400,
        "file.too_many_columns",
        "列数过多",
        "Too many columns"
    );
    public static readonly RefusalKind FileTooManyRows = new(400, "file.too_many_rows", "行数过多", "Too many rows");
    public static readonly RefusalKind FileCellTooLong = new(
        400,
        "file.cell_too_long",
        "单元格过长",
        "A cell is too long"
    );
    public static readonly RefusalKind FileHeaderUnknown = new(
        400,
        "file.header_unknown",
        "没有这一列",
        "No such column"
    );
    public static readonly RefusalKind FileHeaderDoubled = new(
        400,
        "file.header_doubled",
        "同一列出现两次",
        "A column is there twice"
    );
    public static readonly RefusalKind FileHeaderMissing = new(
        400,
        "file.header_missing",
        "缺少必填列",
        "A required column is missing"
    );

    public static readonly RefusalKind CellRequired = new(400, "cell.required", "此格必填", "The cell is required");
    public static readonly RefusalKind CellGarbled = new(
        400,
        "cell.garbled",
        "含有乱码字符",
        "It holds broken characters"
    );
    public static readonly RefusalKind CellNotWhole = new(400, "cell.not_whole", "不是整数", "Not a whole number");
    public static readonly RefusalKind CellNotNumber = new(400, "cell.not_number", "不是数字", "Not a number");
    public static readonly RefusalKind CellUnitWritten = new(
        400,
        "cell.unit_written",
        "数字后写了单位",
        "A unit is written with the number"
    );
    public static readonly RefusalKind CellUnitMismatched = new(
        400,
        "cell.unit_mismatched",
        "单位与计量单位不符",
        "The unit is not the unit of measure"
    );
    public static readonly RefusalKind CellAmbiguous = new(
        400,
        "cell.ambiguous",
        "名称所指不止一个",
        "More than one goes by that name"
    );
    public static readonly RefusalKind CellNotDay = new(400, "cell.not_day", "不是日期", "Not a day");
    public static readonly RefusalKind CellNotInstant = new(400, "cell.not_instant", "不是时间", "Not a time");
    public static readonly RefusalKind CellNotTruth = new(
        400,
        "cell.not_truth",
        "不是“是”或“否”",
        "Neither yes nor no"
    );
    public static readonly RefusalKind CellNotChoice = new(
        400,
        "cell.not_choice",
        "不在可选值中",
        "Not one of the allowed values"
    );
    public static readonly RefusalKind CellBeyondHeader = new(
        400,
        "cell.beyond_header",
        "该格上方没有列名",
        "There is no header above the cell"
    );
    public static readonly RefusalKind CellFormulaFailed = new(
        400,
        "cell.formula_failed",
        "公式结果有误",
        "The formula failed"
    );
    public static readonly RefusalKind CellNested = new(
        400,
        "cell.nested",
        "值须为单个值",
        "A cell holds a single value"
    );
    public static readonly RefusalKind CellPropertyUnknown = new(
        400,
        "cell.property_unknown",
        "没有这个属性",
        "No such property"
    );
    public static readonly RefusalKind CellPropertyDoubled = new(
        400,
        "cell.property_doubled",
        "属性重复",
        "A property is there twice"
    );

    public static readonly RefusalKind Unauthenticated = new(
        401,
        "access.unauthenticated",
        "未提供有效的凭据",
        "No valid credential was given"
    );
    public static readonly RefusalKind Forbidden = new(403, "access.forbidden", "无权执行此操作", "Not allowed");
    public static readonly RefusalKind BeyondUnit = new(
        403,
        "access.beyond_unit",
        "不属于本单位及其下属单位",
        "It is not of the caller's unit nor below it"
    );
    public static readonly RefusalKind KeyBeyondOwn = new(
        403,
        "key.beyond_own",
        "超出制发人自己的权限",
        "It reaches beyond its maker's own rights"
    );
    public static readonly RefusalKind SecondPersonNeeded = new(
        403,
        "access.second_person_needed",
        "须由另一人办理",
        "It takes a second person"
    );

    public static readonly RefusalKind RouteNotFound = new(404, "route.not_found", "没有这个地址", "No such address");
    public static readonly RefusalKind PlanNotFound = new(404, "plan.not_found", "没有这个计划", "No such plan");
    public static readonly RefusalKind MeasureNotFound = new(
        404,
        "measure.not_found",
        "没有这条举措",
        "No such measure"
    );
    public static readonly RefusalKind IndicatorNotFound = new(
        404,
        "indicator.not_found",
        "没有这个指标",
        "No such indicator"
    );
    public static readonly RefusalKind UnitNotFound = new(404, "unit.not_found", "没有这个单位", "No such unit");
    public static readonly RefusalKind ValueNotFound = new(
        404,
        "value.not_found",
        "该期间尚未填报",
        "Nothing is reported for that period"
    );
    public static readonly RefusalKind ProgressNotFound = new(
        404,
        "progress.not_found",
        "该举措尚无进展填报",
        "No progress is reported for that measure"
    );
    public static readonly RefusalKind CalendarNotFound = new(
        404,
        "calendar.not_found",
        "该年度的放假通知尚未收录",
        "No notice of that year is known"
    );
    public static readonly RefusalKind TicketNotFound = new(404, "ticket.not_found", "没有这张工单", "No such ticket");
    public static readonly RefusalKind DefinitionNotFound = new(
        404,
        "rate.definition_not_found",
        "没有这个口径",
        "No such rate definition"
    );
    public static readonly RefusalKind ImportKindUnknown = new(
        404,
        "import.kind_unknown",
        "没有这种导入",
        "No such kind of import"
    );
    public static readonly RefusalKind ImportNotFound = new(404, "import.not_found", "没有这个导入", "No such import");
    public static readonly RefusalKind KeyNotFound = new(404, "key.not_found", "没有这把密钥", "No such key");

    public static readonly RefusalKind MethodNotAllowed = new(
        405,
        "method.not_allowed",
        "该地址不支持此方法",
        "The method is not allowed here"
    );
    public static readonly RefusalKind NotAcceptable = new(
        406,
        "representation.not_acceptable",
        "没有所要的格式",
        "No such representation"
    );

    public static readonly RefusalKind PlanExists = new(409, "plan.exists", "计划已存在", "The plan exists already");
    public static readonly RefusalKind PlanClosed = new(
        409,
        "plan.closed",
        "计划年度已关账",
        "The plan year is closed"
    );
    public static readonly RefusalKind IndicatorExists = new(
        409,
        "indicator.exists",
        "指标代码已被使用",
        "The indicator's code is taken"
    );
    public static readonly RefusalKind IndicatorDerived = new(
        409,
        "indicator.derived",
        "该指标由系统计算，不接受填报",
        "The indicator is derived and takes no reports"
    );
    public static readonly RefusalKind IndicatorTownOnly = new(
        409,
        "indicator.town_only",
        "该指标只按全镇填报",
        "The indicator is reported for the town only"
    );
    public static readonly RefusalKind IndicatorReportedForTown = new(
        409,
        "indicator.reported_for_town",
        "该指标已按全镇填报",
        "The indicator is reported for the town"
    );
    public static readonly RefusalKind IndicatorReportedByUnits = new(
        409,
        "indicator.reported_by_units",
        "该指标已按单位填报",
        "The indicator is reported by units"
    );
    public static readonly RefusalKind TargetNotSettable = new(
        409,
        "indicator.target_not_settable",
        "该类指标没有数值目标",
        "This kind of indicator has no target figure"
    );
    public static readonly RefusalKind UnitNotBelow = new(
        409,
        "unit.not_below_town",
        "该单位不在本镇之下",
        "The unit is not below the town"
    );
    public static readonly RefusalKind UnitNotValid = new(
        409,
        "unit.not_valid_then",
        "该单位在此期间不存在",
        "The unit did not exist in that period"
    );
    public static readonly RefusalKind ValueConfirmed = new(
        409,
        "value.already_confirmed",
        "该数值已确认",
        "The value is confirmed already"
    );
    public static readonly RefusalKind ValueReturned = new(
        409,
        "value.already_returned",
        "该数值已退回",
        "The value is returned already"
    );
    public static readonly RefusalKind MeasureMeasured = new(
        409,
        "measure.measured_by_indicators",
        "该举措由指标衡量",
        "The measure is measured by its indicators"
    );
    public static readonly RefusalKind MeasureNotComplete = new(
        409,
        "measure.not_complete",
        "该举措的指标尚未完成",
        "The measure's indicators are not complete"
    );
    public static readonly RefusalKind MeasureSignedOff = new(
        409,
        "measure.signed_off",
        "该举措已办结销号",
        "The measure is signed off"
    );
    public static readonly RefusalKind SignOffNotRequested = new(
        409,
        "measure.sign_off_not_requested",
        "该举措未申请办结销号",
        "No sign-off is requested"
    );
    public static readonly RefusalKind TicketNumberTaken = new(
        409,
        "ticket.number_taken",
        "工单编号已被另一内容使用",
        "The number belongs to a ticket with other content"
    );
    public static readonly RefusalKind TicketMoveNotAllowed = new(
        409,
        "ticket.move_not_allowed",
        "工单当前状态不允许此操作",
        "The ticket's status does not take this move"
    );
    public static readonly RefusalKind TicketTimeBackwards = new(
        409,
        "ticket.time_backwards",
        "时间倒流",
        "Time does not run backwards"
    );
    public static readonly RefusalKind TicketReturnTooLate = new(
        409,
        "ticket.return_too_late",
        "已过退单期限",
        "Too late to return it"
    );
    public static readonly RefusalKind TicketReturnedBefore = new(
        409,
        "ticket.returned_before",
        "该单位已退过此单",
        "The unit has returned it before"
    );
    public static readonly RefusalKind TicketExtensionAsked = new(
        409,
        "ticket.extension_asked",
        "已有待审批的延期申请",
        "An extension is asked for already"
    );
    public static readonly RefusalKind TicketExtensionNotAsked = new(
        409,
        "ticket.extension_not_asked",
        "没有待审批的延期申请",
        "No extension is asked for"
    );
    public static readonly RefusalKind TicketExtensionTooLong = new(
        409,
        "ticket.extension_too_long",
        "延期超过上限",
        "The extension is too long"
    );
    public static readonly RefusalKind TicketOverdue = new(
        409,
        "ticket.overdue",
        "工单已超期，不能申请延期",
        "An overdue ticket takes no extension"
    );
    public static readonly RefusalKind TicketRepeatOfItself = new(
        409,
        "ticket.repeat_of_itself",
        "只能与更早的工单重复",
        "A ticket repeats an earlier one"
    );
    public static readonly RefusalKind CalendarDayTaken = new(
        409,
        "calendar.day_taken",
        "该日已由另一年度的通知规定",
        "Another year's notice names that day"
    );
    public static readonly RefusalKind ImportMoved = new(
        409,
        "import.moved",
        "自检查以来数据已变",
        "What is there has changed since the check"
    );
    public static readonly RefusalKind ImportRejected = new(
        409,
        "import.rejected",
        "有行未通过，整个文件未导入",
        "Rows were rejected; nothing was taken in"
    );
    public static readonly RefusalKind ImportGaveUp = new(
        409,
        "import.gave_up",
        "处理该文件的进程两次中断，不再重试",
        "The process died twice over this file; it is not begun again"
    );
    public static readonly RefusalKind ImportTokenInvalid = new(
        409,
        "import.token_invalid",
        "令牌无效或已过期",
        "The token is not valid any more"
    );
    public static readonly RefusalKind ImportFinished = new(
        409,
        "import.finished",
        "该导入已结束",
        "The import is finished"
    );
    public static readonly RefusalKind RowDuplicate = new(
        409,
        "row.duplicate",
        "文件内键值重复",
        "The key is in the file twice"
    );
    public static readonly RefusalKind RowConflict = new(
        409,
        "row.conflict",
        "已有同键而内容不同的记录",
        "There is a record of that key with other content"
    );
    public static readonly RefusalKind RetryInProgress = new(
        409,
        "idempotency.in_progress",
        "同一请求仍在处理",
        "The same request is still running"
    );
    public static readonly RefusalKind AnswerSealed = new(
        409,
        "idempotency.answer_sealed",
        "首次答复含有密钥，只能向原凭据重复",
        "The first answer held a secret and is repeated only to the credential that asked"
    );
    public static readonly RefusalKind KeyRevoked = new(
        409,
        "key.revoked",
        "该密钥已停用",
        "The key is revoked already"
    );
    public static readonly RefusalKind PersonAlike = new(
        409,
        "key.person_alike",
        "与已有使用人看起来相同",
        "The person looks like another one"
    );
    public static readonly RefusalKind WriteConflict = new(
        409,
        "write.conflict",
        "与同时进行的写入冲突，请重试",
        "It collided with another write; try again"
    );
    public static readonly RefusalKind LastAdministrator = new(
        409,
        "key.last_administrator",
        "不能停用最后一把管理员密钥",
        "The last administrator key cannot be revoked"
    );

    public static readonly RefusalKind ChangesGone = new(
        410,
        "changes.gone",
        "变更位置已失效",
        "The position means nothing any more"
    );
    public static readonly RefusalKind Stale = new(412, "version.stale", "版本已变", "The version has changed");
    public static readonly RefusalKind BodyTooLarge = new(413, "body.too_large", "请求体过大", "The body is too large");
    public static readonly RefusalKind MediaTypeUnsupported = new(
        415,
        "media_type.unsupported",
        "不支持的内容类型",
        "The content type is not supported"
    );
    public static readonly RefusalKind EncodingUnsupported = new(
        415,
        "encoding.unsupported",
        "不接受压缩的请求体",
        "A compressed body is not taken"
    );
    public static readonly RefusalKind RetryDiffers = new(
        422,
        "idempotency.differs",
        "同一幂等键用于另一请求",
        "The Idempotency-Key was used for another request"
    );
    public static readonly RefusalKind VersionNeeded = new(
        428,
        "version.needed",
        "须在 If-Match 中写明版本",
        "If-Match must name the version"
    );
    public static readonly RefusalKind TooManyRequests = new(429, "rate.exceeded", "请求过于频繁", "Too many requests");
    public static readonly RefusalKind TooManyAttempts = new(
        429,
        "access.too_many_attempts",
        "登录失败次数过多",
        "Too many failed sign-ins"
    );
    public static readonly RefusalKind Fault = new(500, "server.fault", "服务器内部错误", "The server failed");
    public static readonly RefusalKind Busy = new(
        503,
        "server.busy",
        "数据库繁忙，请稍后重试",
        "The database is busy; try again later"
    );
    public static readonly RefusalKind StorageFull = new(
        507,
        "storage.full",
        "存储空间已满，暂不能写入",
        "The storage is full; nothing can be written for now"
    );
    public static readonly RefusalKind Timeout = new(504, "server.timeout", "处理超时", "It took too long");

    public static IReadOnlyList<RefusalKind> All { get; } =
    [
        .. typeof(Refusals)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<RefusalKind>(),
    ];
}
