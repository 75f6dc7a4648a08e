using System.Data.Common;
using Changzheng.Api.Hotline.Channels;
using Changzheng.Api.Hotline.Moves;
using Changzheng.Api.Hotline.Rates;
using Changzheng.Api.Hotline.Repeats;
using Changzheng.Api.Hotline.Tickets;
using Changzheng.Api.Plan.Board;
using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Plan.Measures;
using Changzheng.Api.Plan.Plans;
using Changzheng.Api.Plan.Undertakings;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.OpenApi;
using Changzheng.Api.Platform.Operations;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Seeds;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;
using FluentValidation;
using Microsoft.AspNetCore.Localization;

// Nothing is read again while running, and a watcher would be woken by every write to a database that lies beside the settings.
var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = builder.Configuration.GetValue<long?>("Limits:BodyBytes") ?? 4 * 1024 * 1024;
    kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
    kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
});

var services = builder.Services;
services.AddSingleton(TimeProvider.System);
services.AddSingleton(Dialect.Named(builder.Configuration["Database:Dialect"] ?? "Sqlite"));
services.AddSingleton<DbDataSource>(provider =>
    provider
        .GetRequiredService<Dialect>()
        .DataSource(builder.Configuration["Database:ConnectionString"] ?? "Data Source=changzheng.db")
);
services.AddSingleton<Migrator>().AddSingleton<BoardCache>().AddSingleton<LivingKeys.Memory>();
services.AddSingleton<StorageRoom>();
services.AddScoped<Db>();
services.AddHttpContextAccessor();
services.AddScoped<OnBehalf>().AddScoped<BlankText>();
services.AddScoped(provider =>
    provider.GetRequiredService<OnBehalf>().Caller
    ?? Caller.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User)
);
services
    .AddScoped<AuditTrail>()
    .AddScoped<AuditChain>()
    .AddScoped<AuditRetention>()
    .AddScoped<KeyRows>()
    .AddScoped<SecondPerson>()
    .AddScoped<Reaches>();
services.AddProofs();
services
    .AddScoped<FeedPosition>()
    .AddScoped<ChangeFeed>()
    .AddScoped<LivingKeys>()
    .AddScoped<Holidays>()
    .AddScoped<UnitTree>()
    .AddScoped<PlanRows>()
    .AddScoped<Boards>()
    .AddScoped<UndertakingRows>()
    .AddScoped<UndertakingReplay, IndicatorReplay>()
    .AddScoped<UndertakingReplay, ProgressReplay>()
    .AddScoped<Upgrade, FillContributions>()
    .AddScoped<IndicatorContributions>()
    .AddScoped<DerivedIndicators>()
    .AddScoped<IndicatorRows>()
    .AddScoped<ValueLedger>()
    .AddScoped<ProgressLedger>()
    .AddScoped<SeedLoader>();
services
    .AddScoped<PersonalData>()
    .AddScoped<TicketRows>()
    .AddScoped<TicketLedger>()
    .AddScoped<DeadlineRules>()
    .AddScoped<RateRows>()
    .AddScoped<DerivedRates>()
    .AddScoped<RepeatRows>();
services.AddScoped<Reporting>().AddScoped<Retiming>();
services.AddImports();
services.AddKeyRing(builder.Configuration);
services.AddMediation();
services.AddValidatorsFromAssemblyContaining<Program>(includeInternalTypes: true);
services.ConfigureHttpJsonOptions(options => Json.Wire(options.SerializerOptions));
services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
services.AddExceptionHandler<RefusalHandler>();
services.AddProblemDetails();
services.AddRequestLocalization(options =>
{
    options.DefaultRequestCulture = new RequestCulture("zh-CN");
    options.SetDefaultCulture("zh-CN").AddSupportedCultures("zh-CN", "en").AddSupportedUICultures("zh-CN", "en");
    options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
});
services.AddResponseCompression(options => options.EnableForHttps = true);
services.AddSignIn();
services.AddRights(builder.Configuration);
services.AddHardening(builder.Configuration);
services.AddHostedService<Housekeeping>();
services.AddDocuments();
services.AddObservability(builder.Configuration);

var app = builder.Build();
_ = AuditRetention.DaysOf(app.Configuration);
app.UseHead();
app.UseHardening();
app.UseRequestLocalization();
app.UseExceptionHandler();
app.UseStatusCodePages(context => RefusalHandler.WriteStatusAsync(context.HttpContext));
app.UseResponseCompression();
app.UseAddressLimit();
app.RefuseEncodedBodies();
app.UseDocuments();
app.UseRouting();
app.UseCors();
app.UseOptions();
app.UseRequestTimeouts();
app.UseAuthentication();
app.UseSlowedSignIn();
app.UseCallerLimit();
app.UseAuthorization();
app.KeepRetriedBodies();
app.MapOperations();

var api = app.MapGroup("/api/v1").RefuseUnknownParameters().RefuseImpossibleValues().HonourRetries().TagAnswers();

var units = api.MapGroup("units").WithTags("Units");
ListUnits.Map(units);
GetUnit.Map(units);

var plans = api.MapGroup("plans").WithTags("Plans");
ListPlans.Map(plans);
IssuePlan.Map(plans);
GetPlan.Map(plans);
ClosePlan.Map(plans);
TracePlanText.Map(plans);
SummarisePillars.Map(plans);

var measures = api.MapGroup("plans").WithTags("Measures");
ListMeasures.Map(measures);
GetMeasure.Map(measures);
AmendMeasure.Map(measures);
ListProgress.Map(measures);
ReportProgress.Map(measures);
SignOffMeasure.Map(measures);
CountComplaints.Map(measures);

var indicators = api.MapGroup("indicators").WithTags("Indicators");
ListIndicators.Map(indicators);
ListOverdueReports.Map(indicators);
GetIndicator.Map(indicators);
SetIndicatorTarget.Map(indicators);
ListIndicatorValues.Map(indicators);
GetIndicatorValue.Map(indicators);
ReportIndicatorValue.Map(indicators);
ReviewIndicatorValue.Map(indicators);

var calendar = api.MapGroup("calendar").WithTags("Calendar");
GetCalendar.Map(calendar);
AmendCalendar.Map(calendar);
ExplainDeadline.Map(calendar);

var hotline = api.MapGroup("hotline").WithTags("Hotline");
RegisterTicket.Map(hotline);
ListTickets.Map(hotline);
GetTicket.Map(hotline);
ListTicketHistory.Map(hotline);
GetWorkflow.Map(hotline);
ListChannels.Map(hotline);
ListCategories.Map(hotline);
ListDueTickets.Map(hotline);
ListDisputedTickets.Map(hotline);

DispatchTicket.Map(hotline);
AcceptTicket.Map(hotline);
RecordContact.Map(hotline);
ReportInterim.Map(hotline);
ReturnTicket.Map(hotline);
ExtendTicket.Map(hotline);
TransferTicket.Map(hotline);
SubmitTicket.Map(hotline);
RecordCallback.Map(hotline);
CloseTicket.Map(hotline);
ReworkTicket.Map(hotline);
SuperviseTicket.Map(hotline);
SuspendTicket.Map(hotline);
VoidTicket.Map(hotline);

ListRepeats.Map(hotline);
CountRepeats.Map(hotline);
DecideRepeat.Map(hotline);

GetHotlineRates.Map(hotline);
ListRateTickets.Map(hotline);
ListRateDefinitions.Map(hotline);
ReviseRateDefinition.Map(hotline);

var imports = api.MapGroup("imports").WithTags("Imports");
StartImport.Map(imports);
GetImport.Map(imports);
CancelImport.Map(imports);
ListVerdicts.Map(imports);
GetTemplate.Map(imports);

var access = api.MapGroup("access").WithTags("Access");
CreateKey.Map(access);
ListKeys.Map(access);
RotateKey.Map(access);
RevokeKey.Map(access);

var audit = api.MapGroup("").WithTags("Audit");
ReadAudit.Map(audit);
VerifyAudit.Map(audit);

var changes = api.MapGroup("").WithTags("Changes");
ReadChanges.Map(changes);

return await Startup.RunAsync(app, args);

/// <summary>Named for the tests' host.</summary>
public partial class Program;
