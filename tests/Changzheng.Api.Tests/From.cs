using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Changzheng.Api.Tests;

/// <summary>The in-process server has no network: a request says in a header which address it comes from.</summary>
internal sealed class From : IStartupFilter
{
    public const string Header = "X-Test-From";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (context, then) =>
                {
                    if (context.Request.Headers[Header] is [{ } address])
                        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
                    return then(context);
                }
            );
            next(app);
        };
}
