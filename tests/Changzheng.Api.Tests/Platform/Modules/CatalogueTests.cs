using Changzheng.Api.Plan.Indicators;
using Changzheng.Api.Platform.Access;
using Changzheng.Api.Platform.Modules;

namespace Changzheng.Api.Tests.Platform.Modules;

/// <summary>What modules describe is read once, at start; what is forgotten or said twice stops the program.</summary>
[TestFixture]
public sealed class CatalogueTests
{
    [Test]
    public void A_right_that_no_module_describes_stops_the_program() =>
        Assert.That(
            () => new Catalogue([new Says(module => module.Rights(Rights.All.SkipLast(1)))]),
            Throws.InvalidOperationException.With.Message.Contains(Rights.All[^1].Name)
        );

    [Test]
    public void A_right_that_two_modules_describe_stands_where_the_first_does()
    {
        var catalogue = new Catalogue([
            new Says(module => module.Rights(Rights.All[2])),
            new Says(module => module.Rights(Rights.All)),
        ]);

        Assert.That(catalogue.Rights, Is.EqualTo(new[] { Rights.All[2] }.Concat(Rights.All).Distinct()));
    }

    [Test]
    public void One_name_means_one_thing() =>
        Assert.That(
            () =>
                new Catalogue([
                    new Says(module => module.Rights(Rights.All).Example("unit", "A")),
                    new Says(module => module.Example("unit", "B")),
                ]),
            Throws.InvalidOperationException.With.Message.Contains("unit")
        );

    [Test]
    public void Two_imports_of_one_name_stop_the_program() =>
        Assert.That(
            () =>
                new Catalogue([
                    new Says(module => module.Rights(Rights.All).Imports(IndicatorValueIntake.Subject)),
                    new Says(module => module.Imports(IndicatorValueIntake.Subject)),
                ]),
            Throws.InvalidOperationException.With.Message.Contains(IndicatorValueIntake.Subject.Name)
        );

    [Test]
    public void No_two_rights_have_one_name_and_each_is_found_by_it()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Rights.All, Has.Count.GreaterThan(15));
            Assert.That(Rights.All.Select(right => Rights.Find(right.Name)), Is.EqualTo(Rights.All));
            Assert.That(Rights.All.Where(right => right.Roles.Count == 0), Is.Empty);
            Assert.That(Rights.IsScope("readPlan"), Is.True);
            Assert.That(Rights.IsScope("ReadPlan"), Is.False);
        });
    }

    private sealed class Says(Action<ModuleDescription> words) : IModule
    {
        public void Describe(ModuleDescription module) => words(module);
    }
}
