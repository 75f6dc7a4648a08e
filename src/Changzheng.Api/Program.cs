using Changzheng.Api.Hotline;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Audit;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Imports;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.OpenApi;
using Changzheng.Api.Platform.Operations;
using Changzheng.Api.Platform.Pipeline;
using Changzheng.Api.Platform.Privacy;
using Changzheng.Api.Platform.Storage;
using Changzheng.Api.Seeds;
using Changzheng.Api.Town.Calendar;
using Changzheng.Api.Town.Units;
using Delivery = Changzheng.Api.Delivery;
using Plan = Changzheng.Api.Plan;

// What needs no host is answered before there is one.
if (CommandLine.FindAnswer(args) is { } answered)
    return answered;

// Nothing is read again while running: a watcher would be woken by every write to a database beside the settings.
var builder = WebApplication.CreateBuilder([
    .. CommandLine.SettingsOf(args),
    "--hostBuilder:reloadConfigOnChange=false",
]);

// The document, the README's table of rights and the list of imports keep this order.
IReadOnlyList<IModule> modules =
[
    new DatabaseModule(),
    new HttpModule(),
    new ListsModule(),
    new PrivacyModule(),
    new MovesModule(),
    new Plan.Plans.PlansModule(),
    new Plan.Indicators.IndicatorsModule(),
    new Plan.Measures.MeasuresModule(),
    new Plan.Undertakings.UndertakingsModule(),
    new Plan.Dossiers.DossiersModule(),
    new Plan.Board.BoardModule(),
    new Delivery.Projects.ProjectsModule(),
    new Delivery.Rollouts.RolloutsModule(),
    new Delivery.Supervision.SupervisionModule(),
    new Delivery.Series.SeriesModule(),
    new UnitsModule(),
    new ChangesModule(),
    new AccessModule(),
    new AuditModule(),
    new HotlineModule(),
    new CalendarModule(),
    new ImportsModule(),
    new StorageModule(),
    new SeedsModule(),
];
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddMediation();
builder.Services.AddModules(builder.Configuration, modules);
builder.Services.AddHostedService<Housekeeping>();
builder.Services.AddDocuments();
builder.Services.AddObservability(builder.Configuration);
builder.Services.AddStarting();

var app = builder.Build();
if (CommandLine.IsVerb(args))
    return await Startup.RunVerbAsync(app.Services, args);

// HEAD becomes GET before anything looks at the method; then who is really calling, and over what.
app.UseHead();
app.UseHardening();
app.UseRequestLocalization();

// From here on every refusal is a problem document, in the caller's language.
app.UseExceptionHandler();
app.UseStatusCodePages(context => RefusalHandler.WriteStatusAsync(context.HttpContext));
app.UseResponseCompression();

// What floods is refused before anything is read, routed or looked up.
app.UseAddressLimit();
app.RefuseEncodedBodies();
app.UseDocuments();
app.UseFileRouting();
app.UseCors();
app.UseOptions();
app.UseRequestTimeouts();

// A credential that did not open waits; one that did counts against its caller's limit.
app.UseAuthentication();
app.UseSlowedSignIn();
app.UseCallerLimit();
app.UseAuthorization();

// Last, so that only what is let in is kept in memory.
app.KeepRetriedBodies();
app.MapOperations();
app.MapGroup("/api/v1")
    .RefuseUnknownParameters()
    .RefuseImpossibleValues()
    .RefuseUnacceptable()
    .HonourRetries()
    .TagAnswers()
    .MapModules(modules);

return await Startup.RunAsync(app);

/// <summary>Named for the tests' host.</summary>
public partial class Program;
