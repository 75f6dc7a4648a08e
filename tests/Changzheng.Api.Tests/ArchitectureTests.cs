using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Http;
using Changzheng.Api.Platform.Modules;
using Changzheng.Api.Platform.Pipeline;
using FluentValidation;
using MediatR;

namespace Changzheng.Api.Tests;

/// <summary>Where a line of code belongs, as far as a test can tell.</summary>
[TestFixture]
public sealed partial class ArchitectureTests
{
    private const int MostLines = 300;

    private static readonly IReadOnlyList<Type> types =
    [
        .. typeof(Migrator)
            .Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Changzheng.Api", StringComparison.Ordinal) == true),
    ];

    private static IEnumerable<Type> Handlers =>
        types.Where(type =>
            !type.IsAbstract
            && type.GetInterfaces()
                .Any(made =>
                    made.IsGenericType
                    && (
                        made.GetGenericTypeDefinition() == typeof(ICommandHandler<,>)
                        || made.GetGenericTypeDefinition() == typeof(IQueryHandler<,>)
                    )
                )
        );

    [Test]
    public void A_folder_leaves_the_slices_of_other_folders_alone() =>
        Assert.That(
            SourceTree
                .Api.Where(file => !StartsWith(file.Path, "Seeds/", "Platform/Operations/"))
                .SelectMany(file => Strangers(file.Path, file.Text)),
            Is.Empty
        );

    [TestCase("Plan/Plans/PlanRows.cs", "db.ExecuteAsync(ReportIndicatorValue.Handler.OpenSql)")]
    [TestCase("Plan/Plans/PlanRows.cs", "new Indicators.ReportIndicatorValue.Command(1)")]
    [TestCase("Plan/Plans/PlanRows.cs", "ReportIndicatorValue\n    .Command command")]
    [TestCase("Plan/Plans/PlanRows.cs", "using static Changzheng.Api.Plan.Indicators.ReportIndicatorValue;")]
    [TestCase("Plan/Plans/PlanRows.cs", "using Report = Changzheng.Api.Plan.Indicators.ReportIndicatorValue;")]
    public void A_slice_of_another_folder_would_be_seen(string path, string text) =>
        Assert.That(Strangers(path, text), Is.Not.Empty);

    [Test]
    public void A_handler_is_named_Handler_beside_its_message_and_sends_nothing()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Handlers.Count(), Is.GreaterThan(20));
            Assert.That(
                Handlers.Where(handler => handler is not { Name: "Handler", IsSealed: true, IsNestedAssembly: true }),
                Is.Empty
            );
            Assert.That(
                Handlers.Where(handler =>
                    handler
                        .GetInterfaces()
                        .SelectMany(made => made.GenericTypeArguments.Take(1))
                        .Any(message => message.DeclaringType != handler.DeclaringType)
                ),
                Is.Empty
            );
            Assert.That(
                Handlers.Where(handler =>
                    handler
                        .GetConstructors()
                        .SelectMany(made => made.GetParameters())
                        .Any(given => typeof(IMediator).IsAssignableFrom(given.ParameterType))
                ),
                Is.Empty
            );
        });
    }

    [Test]
    public void A_validator_is_named_Validator_beside_the_message_it_judges()
    {
        var judged = types
            .Where(type => typeof(IValidator).IsAssignableFrom(type))
            .Select(type => (Validator: type, Message: type.BaseType!.GenericTypeArguments[0]))
            .Where(pair => typeof(MediatR.IBaseRequest).IsAssignableFrom(pair.Message))
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(judged, Is.Not.Empty);
            Assert.That(
                judged.Where(pair =>
                    pair.Validator is not { Name: "Validator", IsSealed: true, IsNestedAssembly: true }
                    || pair.Validator.DeclaringType != pair.Message.DeclaringType
                ),
                Is.Empty
            );
        });
    }

    [Test]
    public void Time_and_ids_come_from_where_tests_can_set_them()
    {
        string[] banned =
        [
            "DateTime.get_Now",
            "DateTime.get_UtcNow",
            "DateTime.get_Today",
            "DateTimeOffset.get_Now",
            "DateTimeOffset.get_UtcNow",
            "Guid.NewGuid",
        ];

        var called = CalledBy(typeof(Migrator).Assembly);

        Assert.Multiple(() =>
        {
            Assert.That(called, Has.Member("Guid.CreateVersion7"));
            Assert.That(called.Intersect(banned), Is.Empty);
            Assert.That(
                CalledBy(typeof(ArchitectureTests).Assembly),
                Has.Member("DateTime.get_UtcNow"),
                $"Seen where it is used: {DateTime.UtcNow}."
            );
        });
    }

    [Test]
    public void A_file_is_short() =>
        Assert.That(
            SourceTree
                .Api.Concat(SourceTree.Tests)
                .Select(file => (file.Path, Lines: file.Text.Split('\n').Length - 1))
                .Where(file => file.Lines > MostLines),
            Is.Empty
        );

    /// <summary>What stands in a string literal does not count, nor does an address: neither can be broken.</summary>
    [Test]
    public void A_line_is_narrow() =>
        Assert.That(SourceTree.Api.Concat(SourceTree.Tests).SelectMany(WideLines.FindIn), Is.Empty);

    [TestCase("// word ", 130, ExpectedResult = 1, TestName = "A_wide_comment_is_seen")]
    [TestCase("Send(\"two\", \"", 130, ExpectedResult = 0, TestName = "A_wide_literal_is_let_through")]
    [TestCase("// https://", 130, ExpectedResult = 0, TestName = "A_wide_address_is_let_through")]
    [TestCase("var text = \"\"\"\n", 130, ExpectedResult = 0, TestName = "A_wide_raw_literal_is_let_through")]
    [TestCase("Send(\"two\"); // ", 108, ExpectedResult = 1, TestName = "A_line_of_121_is_seen")]
    [TestCase("Send(\"two\"); // ", 107, ExpectedResult = 0, TestName = "A_line_of_120_is_let_through")]
    public int Width(string start, int more) =>
        WideLines.FindIn(("A.cs", $"{start}{new string('x', more)}{(start.EndsWith('"') ? "\");" : "")}")).Count();

    [Test]
    public void A_type_is_named_for_what_it_is() =>
        Assert.That(types.Select(type => type.Name.Split('`')[0]).Where(name => Vague().IsMatch(name)), Is.Empty);

    [Test]
    public void A_folder_is_named_for_its_subject() =>
        Assert.That(
            SourceTree
                .Api.Select(file => file.Path)
                .Where(path => StartsWith(path, "Common/", "Shared/", "Core/", "Utils/", "Helpers/", "Services/Base")),
            Is.Empty
        );

    [Test]
    public void No_interface_stands_before_one_class() =>
        Assert.That(
            types.Where(made =>
                made.IsInterface
                && made.Namespace != typeof(ICommand).Namespace
                && made.Namespace != typeof(IModule).Namespace
                && types.Where(type => type.IsClass && type.IsAssignableTo(made)).ToList() is var classes
                && classes.Count < 2
                && !classes.Exists(type => type.IsGenericTypeDefinition)
            ),
            Is.Empty
        );

    [Test]
    public void Every_refusal_has_a_code_of_its_own_and_a_title_in_both_languages()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Refusals.All, Has.Count.GreaterThan(50));
            Assert.That(Refusals.All.Select(kind => kind.Code), Is.Unique);
            Assert.That(Refusals.All.Where(kind => !Code().IsMatch(kind.Code)), Is.Empty);
            Assert.That(Refusals.All.Where(kind => kind.Status is < 400 or > 599), Is.Empty);
            Assert.That(Refusals.All.Where(kind => !kind.Title.Any(letter => letter is >= '一' and <= '鿿')), Is.Empty);
            Assert.That(
                Refusals.All.Where(kind => !kind.TitleEn.All(char.IsAscii) || !kind.TitleEn.Any(char.IsAsciiLetter)),
                Is.Empty
            );
        });
    }

    [Test]
    public void Every_refusal_is_used()
    {
        var source = string.Concat(
            SourceTree.Api.Where(file => file.Path != "Platform/Http/Refusals.cs").Select(file => file.Text)
        );
        var unused = typeof(Refusals)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, Kind: field.GetValue(null) as RefusalKind))
            .Where(named =>
                named.Kind is not null
                && !Regex.IsMatch(source, $@"\bRefusals\.{named.Name}\b")
                && !source.Contains($"\"{named.Kind.Code}\"", StringComparison.Ordinal)
            );

        Assert.That(unused.Select(named => named.Name), Is.Empty);
    }

    private static bool StartsWith(string path, params string[] folders) =>
        folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Messages and handlers of slices in other folders that the text mentions, by whatever name.</summary>
    private static IEnumerable<string> Strangers(string path, string text) =>
        from slice in Handlers.Select(handler => handler.DeclaringType!).Distinct()
        let folder = slice.Namespace!.Split('.')[^1]
        where !path.Contains("/" + folder + "/", StringComparison.Ordinal)
        where
            Regex.IsMatch(
                text,
                $@"\b{slice.Name}\s*\.\s*(Command|Query|Handler|Validator)\b|\busing\s+(static\s+|\w+\s*=\s*)[\w.]*\b{slice.Name}\b"
            )
        select $"{path} mentions {slice.Name}";

    private static HashSet<string> CalledBy(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.MemberReferences
            let member = metadata.GetMemberReference(handle)
            where member.Parent.Kind == HandleKind.TypeReference
            let type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent)
            select $"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}",
        ];
    }

    [GeneratedRegex("(Service|Services|Repository|Helper|Helpers|Manager|Dto|DTO|Util|Utils)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"\A[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*\z")]
    private static partial Regex Code();
}
