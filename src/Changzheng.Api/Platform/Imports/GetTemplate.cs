using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Files;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Lists;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Platform.Imports;

/// <summary>Gives an empty file to fill in.</summary>
internal static class GetTemplate
{
    public static void Map(IEndpointRouteBuilder imports) =>
        imports
            .MapGet("{kind}/template", Handle)
            .WithName(nameof(GetTemplate))
            .Needs(ImportRights.Import)
            .WithMetadata(new Exports.Sends([TableFormat.Xlsx, TableFormat.Csv], Only: true))
            .Refuses(ImportRefusals.KindUnknown, Refusals.NotAcceptable);

    /// <summary>Get a file to fill in</summary>
    /// <remarks>
    /// Chinese headers and one example row; as xlsx also a sheet that says what each column holds and which values are
    /// allowed. xlsx unless <c>Accept: text/csv</c> asks for CSV.
    /// </remarks>
    /// <param name="kind">What is imported: {imports}.</param>
    /// <response code="200">The file.</response>
    internal static IResult Handle(HttpContext context, Catalogue catalogue, string kind)
    {
        var subject = catalogue.GetImport(kind);
        var format = Exports.FindFormat(context) ?? TableFormat.Xlsx;
        if (format is not (TableFormat.Xlsx or TableFormat.Csv))
            throw Refusals.NotAcceptable.WithDetail("模板为 xlsx 或 CSV。", "A template is xlsx or CSV.");
        return Exports.Send(
            context,
            format,
            $"{subject.Title}-模板",
            (stream, ct) =>
                TableWriter.WriteTemplateAsync(
                    stream,
                    format,
                    [.. subject.Columns.Where(column => !column.Derived)],
                    ct
                )
        );
    }
}
