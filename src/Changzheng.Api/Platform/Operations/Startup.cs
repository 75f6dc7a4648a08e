using System.Net.Sockets;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Changzheng.Api.Platform.Operations;

/// <summary>
/// What happens before the first request: migrations, seeds, the first key; and what is printed for the operator.
/// </summary>
internal static class Startup
{
    private const string HostLog = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>
    /// While the API starts, the host logs no fault of its own: what stops a start is told once, where it is caught or
    /// where it ends the program.
    /// </summary>
    public static void AddStarting(this IServiceCollection services)
    {
        var progress = new Progress();
        services.AddSingleton(progress);
        services.AddLogging(logging =>
            logging.AddFilter(HostLog, level => progress.HasStarted && level >= LogLevel.Information)
        );
    }

    /// <summary>Runs a verb. It needs the services and no route, so it runs before anything is mapped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunVerbAsync(IServiceProvider services, string[] args)
    {
        using var use = DatabaseUse.Begin(services, alone: args is ["restore", ..]);
        if (use is null)
            return 2;
        var overwrite = args.Contains(CommandLine.Overwrite);
        switch ((string[])[.. CommandLine.SettingsOf(args)])
        {
            case ["migrate", ..]:
                await MigrateAsync(services);
                return 0;
            case ["backup", var file, ..] when !file.StartsWith('-'):
                return await Safekeeping.BackupAsync(services, file, overwrite);
            case ["restore", var file, ..] when !file.StartsWith('-'):
                return await Safekeeping.RestoreAsync(services, file);
            case ["verify", ..]:
                return await Safekeeping.VerifyAsync(services);
            default:
                Console.Error.WriteLine($"{args[0]} needs a file.");
                return 2;
        }
    }

    /// <summary>Migrates and seeds, then runs the API until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        if (BootstrapKey.FindFault(app.Configuration[BootstrapKey.Setting]) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        using var use = DatabaseUse.Begin(app.Services, alone: false);
        if (use is null)
            return 2;
        var firstKey = await PrepareAsync(app.Services, app.Configuration, CancellationToken.None);
        app.BuildOnce();
        var progress = app.Services.GetRequiredService<Progress>();
        app.Lifetime.ApplicationStarted.Register(() => progress.HasStarted = true);
        app.Lifetime.ApplicationStarted.Register(() => PrintAddresses(app, firstKey));
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception stopped) when (FindAddressFault(stopped) is { } because)
        {
            await Console.Error.WriteLineAsync(because);
            // It is kept already, as a hash: a start that listens later makes no other.
            PrintFirstKey(firstKey);
            return 1;
        }
    }

    /// <summary>Why there is no listening at an address, in one sentence; null where that is not what went wrong.
    /// </summary>
    private static string? FindAddressFault(Exception fault) =>
        fault switch
        {
            IOException { InnerException: AddressInUseException } =>
                $"{fault.Message.TrimEnd('.')}: stop what listens there, or choose another one with --urls http://127.0.0.1:5081",
            SocketException =>
                $"The address cannot be listened at ({fault.Message}): choose another one with --urls http://127.0.0.1:5081",
            _ => null,
        };

    /// <summary>The schema, and what its scripts cannot do.</summary>
    public static Task MigrateAsync(IServiceProvider services) =>
        services
            .GetRequiredService<Migrator>()
            .MigrateAsync(() => Upgrade.RunAllAsync(services, CancellationToken.None), CancellationToken.None);

    /// <returns>The first key, when this start made one and its value was not configured.</returns>
    private static async Task<string?> PrepareAsync(
        IServiceProvider services,
        IConfiguration configuration,
        CancellationToken ct
    )
    {
        string? made = null;
        var migrator = services.GetRequiredService<Migrator>();
        await migrator.MigrateAsync(async () => made = await SeedAsync(services, configuration, ct), ct);
        return made;
    }

    private static async Task<string?> SeedAsync(
        IServiceProvider services,
        IConfiguration configuration,
        CancellationToken ct
    )
    {
        await Upgrade.RunAllAsync(services, ct);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FeedEpoch>().BeginAsync(ct);
        if (configuration.GetValue("Seeds:Load", true))
            foreach (var loader in services.GetRequiredService<Catalogue>().Loaders)
                await ((IStartLoader)scope.ServiceProvider.GetRequiredService(loader)).LoadAsync(ct);
        var configured = configuration[BootstrapKey.Setting];
        var made = await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(new MakeFirstKey.Command(configured), ct);
        return configured is null ? made : null;
    }

    /// <summary>On the console, not in the log: the key is a secret and is shown once.</summary>
    private static void PrintAddresses(WebApplication app, string? firstKey)
    {
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.FirstOrDefault();
        if (address is null)
            return;
        Console.WriteLine($"Changzheng.Api    {address}");
        Console.WriteLine($"Swagger UI        {address}/swagger");
        PrintFirstKey(firstKey);
    }

    private static void PrintFirstKey(string? firstKey)
    {
        if (firstKey is not null)
            Console.WriteLine($"First key (once)  {firstKey}");
    }

    private sealed class Progress
    {
        public bool HasStarted { get; set; }
    }
}
