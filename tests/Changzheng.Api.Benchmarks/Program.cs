using System.Globalization;
using Changzheng.Api.Benchmarks;

// dotnet run -c Release --project tests/Changzheng.Api.Benchmarks [-- plan [values] | tickets [count] | moves | lists | imports [rows]]
if (args is ["bare", var database, var url])
{
    await Bare.RunAsync(database, url);
    return 0;
}

if (args is ["read", var workbook])
{
    Console.Write(RawReader.Read(workbook).TotalSeconds.ToString(CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["moves"])
{
    await MoveBench.RunAsync();
    return 0;
}

if (args is ["lists"])
{
    await ListBench.RunAsync();
    return 0;
}

if (args is not ([] or ["plan" or "tickets" or "imports"] or ["plan" or "tickets" or "imports", _]))
{
    Console.Error.WriteLine("plan [values], tickets [count], moves, lists, imports [rows], or nothing for all");
    return 2;
}

var many = args is [_, var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
if (args is [] or ["plan", ..])
    await PlanBench.RunAsync(many);
if (args is [] or ["tickets", ..])
    await TicketBench.RunAsync(many);
if (args is [] or ["imports", ..])
    await ImportBench.RunAsync(many);
return 0;
