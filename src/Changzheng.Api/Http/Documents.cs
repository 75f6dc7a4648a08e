using Microsoft.OpenApi;

namespace Changzheng.Api.Http;

/// <summary>The OpenAPI document and Swagger UI.</summary>
internal static class Documents
{
    public static void AddDocuments(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo { Title = "Changzheng.Api", Version = "v1" });
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "Changzheng.Api.xml"));
            options.CustomSchemaIds(type => type.FullName!.Split('.').Last().Replace("+", "", StringComparison.Ordinal));
        });
    }

    public static void UseDocuments(this WebApplication app)
    {
        app.UseSwagger(options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI();
    }
}
