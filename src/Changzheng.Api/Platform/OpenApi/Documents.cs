using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Moves;
using Changzheng.Api.Platform.Operations;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Changzheng.Api.Platform.OpenApi;

/// <summary>The OpenAPI document, as 3.1 and as 3.0 for older generators, and Swagger UI.</summary>
internal static class Documents
{
    public const string Name = "v1";

    public static void AddDocuments(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<IApiDescriptionProvider, GroupedParameters>();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Name, Info());
            options.IncludeXmlComments(XmlComments.Read);
            options.CustomSchemaIds(SchemaId);
            options.SupportNonNullableReferenceTypes();
            options.AddSecurityDefinition(
                ApiKeyAuthentication.Name,
                new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Header,
                    Name = ApiKeyAuthentication.Header,
                    Description = "A key made by an administrator; the first is printed at the first start.",
                }
            );
            options.AddSecurityDefinition(
                "Bearer",
                new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "JWT",
                    Description =
                        "A JWT of the configured OIDC issuer, judged as RFC8725 asks: signature algorithm, issuer, audience and lifetime.",
                }
            );
            options.AddSecurityRequirement(document => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.Name, document)] = [],
            });
            options.AddSecurityRequirement(document => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference("Bearer", document)] = [],
            });
            options.SchemaFilter<SchemaRules>();
            options.ParameterFilter<ParameterRules>();
            options.OperationFilter<MoveDocumentation>();
            options.OperationFilter<OperationRules>();
            options.DocumentFilter<FileOperations>();
            options.DocumentFilter<SubjectsAndServers>();
        });
    }

    public static void UseDocuments(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal), Serve);
    }

    private static void Serve(IApplicationBuilder app)
    {
        app.UseSwagger(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.PreSerializeFilters.Add((document, _) => SharedParts.MoveToComponents(document));
        });
        app.Map(
            $"/swagger/{Name}/openapi-3.0.json",
            older =>
                older.Run(async context =>
                {
                    var document = await context
                        .RequestServices.GetRequiredService<IAsyncSwaggerProvider>()
                        .GetSwaggerAsync(Name);
                    context.Response.ContentType = "application/json; charset=utf-8";
                    await context.Response.WriteAsync(
                        NullableReferences.Rewrite(
                            await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0, context.RequestAborted)
                        ),
                        context.RequestAborted
                    );
                })
        );
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "Changzheng.Api";
            options.EnablePersistAuthorization();
            options.DisplayRequestDuration();
        });
    }

    /// <summary>Two slices both have a Request; what they answer with has a name of its own.</summary>
    internal static string SchemaId(Type type) =>
        type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name.Split('`')[0]
        : type is { IsNested: true, Name: "Request" } ? type.DeclaringType!.Name + type.Name
        : type.Name;

    private static OpenApiInfo Info() =>
        new()
        {
            Title = "Changzheng.Api",
            Version = CommandLine.Version,
            Summary = "Runs a town's yearly plan. 镇级经济与社会发展计划管理接口。",
            Description =
                """
                    The backend on which 长征镇 (Putuo District, Shanghai) runs its yearly plan: pillars, measures, indicators, reports, and how far each is on any day, as it was known at any instant.

                    Chinese is the official text (`name`, `title`); an English gloss rides beside it (`nameEn`, `titleEn`). Messages are Chinese unless `Accept-Language: en` asks for English.
                    Every list is also a file, whole, by the same filters, masks and rights: by its suffix (`….csv`, `….ndjson`, `….xlsx`), which a link can open, or by `Accept` (`text/csv; bom=1` for Excel). With `fields=code,title` rows have these fields alone; `GET /words` names every choice. Headers are Chinese; a field of a field is named `target.value`; what would be a formula is text.
                    Errors are `application/problem+json` (RFC 9457) with a stable `code`; its `type` leads to what it means. Without a key: `GET /` (where what is), `GET /version`, `GET /health/live`, `GET /health/ready`.

                    <details><summary>Every code there is 全部错误代码</summary>

                    | status | code | meaning |
                    |---|---|---|

                    """
                + string.Join(
                    '\n',
                    Refusals.All.Select(kind => $"| {kind.Status} | `{kind.Code}` | {kind.TitleEn} ({kind.Title}) |")
                )
                + "\n\n</details>"
                + """


                    <details><summary>Every kind of change in the feed 全部变更类型</summary>

                    | kind | right it takes | seen by | meaning |
                    |---|---|---|---|

                    """
                + string.Join('\n', ChangeKinds.All.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(Row))
                + "\n\n</details>",
            Contact = new OpenApiContact { Name = "Whoever runs this server" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };

    private static string Row(KeyValuePair<string, ChangeKind> named)
    {
        var (name, kind) = named;
        var seenBy = kind.Reach == ChangeReach.Everyone ? "all" : "its units";
        return $"| `{name}` | `{kind.Needs.Name}` | {seenBy} | {kind.TitleEn} ({kind.Title}) |";
    }

    private sealed class SubjectsAndServers(Catalogue catalogue) : Swashbuckle.AspNetCore.SwaggerGen.IDocumentFilter
    {
        public void Apply(OpenApiDocument document, Swashbuckle.AspNetCore.SwaggerGen.DocumentFilterContext context)
        {
            document.Servers =
            [
                new OpenApiServer
                {
                    Url = "/",
                    Description = "The server the document comes from: production, or a local one.",
                    Extensions = new Dictionary<string, IOpenApiExtension>
                    {
                        ["x-internal"] = new JsonNodeExtension(false),
                    },
                },
            ];
            document.Components!.Headers = OperationRules.Headers;
            document.Tags = catalogue
                .Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description })
                .ToHashSet();
        }
    }
}
