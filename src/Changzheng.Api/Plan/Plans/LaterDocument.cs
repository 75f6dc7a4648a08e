namespace Changzheng.Api.Plan.Plans;

/// <summary>
/// A document issued during the year that adds to a plan. What it adds stands beside the issued text and counts from a
/// day on that is not before the document, so that no board of an earlier day changes.
/// </summary>
internal sealed record LaterDocument(string Number, DateOnly IssuedOn, DateOnly EffectiveOn)
{
    /// <param name="number">Its number.</param>
    /// <param name="issuedOn">When it was issued.</param>
    /// <param name="effectiveOn">From when what it adds counts; the day it was issued for null.</param>
    public static LaterDocument Of(string number, DateOnly issuedOn, DateOnly? effectiveOn) =>
        new(number.Trim(), issuedOn, effectiveOn ?? issuedOn);

    public void MustAddTo(AnnualPlan plan, DateOnly today)
    {
        if (IssuedOn > today)
            throw PlanRefusals.DocumentFuture.WithDetail(
                $"文件印发日期 {IssuedOn:yyyy-MM-dd} 尚未到。",
                $"The document is issued on {IssuedOn:yyyy-MM-dd}, which has not come yet."
            );
        if (IssuedOn < plan.IssuedOn || Number == plan.DocumentNumber)
            throw PlanRefusals.DocumentNotLater.WithDetail(
                $"计划 {plan.DocumentNumber} 于 {plan.IssuedOn:yyyy-MM-dd} 印发；其后的另一文件方可新增。",
                $"The plan is {plan.DocumentNumber} of {plan.IssuedOn:yyyy-MM-dd}; only another, later document adds to it."
            );
        if (EffectiveOn < IssuedOn)
            throw PlanRefusals.EffectiveBeforeDocument.WithDetail(
                $"文件 {IssuedOn:yyyy-MM-dd} 印发，不能自 {EffectiveOn:yyyy-MM-dd} 起计。",
                $"The document was issued on {IssuedOn:yyyy-MM-dd}; it cannot count from {EffectiveOn:yyyy-MM-dd}."
            );
        if (EffectiveOn.Year != plan.PlanYear)
            throw PlanRefusals.DateOutsidePlan.WithDetail(
                $"计划年度为 {plan.PlanYear} 年。",
                $"The plan's year is {plan.PlanYear}."
            );
    }
}
