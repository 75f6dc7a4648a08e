using Changzheng.Api.Platform.Changes;
using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Pipeline;

namespace Changzheng.Api.Town.Units;

/// <summary>Adds units to the tree, each after its parent; those that are there already stay as they are.</summary>
internal static class RegisterUnits
{
    internal sealed record Command(IReadOnlyList<Unit> Units) : ICommand<int>;

    internal sealed class Handler(Db db, UnitTree tree, ChangeFeed changes) : ICommandHandler<Command, int>
    {
        public const string InsertSql = """
            INSERT INTO Units (Code, Name, NameEn, Kind, Parent, ValidFrom, ValidTo, Predecessors, Aliases, Assumed)
            VALUES (@Code, @Name, @NameEn, @Kind, @Parent, @ValidFrom, @ValidTo, @Predecessors, @Aliases, @Assumed)
            """;

        public async Task<int> Handle(Command command, CancellationToken cancellationToken)
        {
            var known = (await tree.AllAsync(cancellationToken)).Keys.ToHashSet(StringComparer.Ordinal);
            var added = 0;
            foreach (var unit in command.Units.Where(unit => known.Add(unit.Code)))
            {
                await db.ExecuteAsync(InsertSql, Row(unit), cancellationToken);
                await changes.AppendAsync(UnitChanges.Of(UnitChanges.Registered, unit), cancellationToken);
                added++;
            }

            return added;
        }
    }

    /// <summary>The row as it is written.</summary>
    internal static object Row(Unit unit) =>
        new
        {
            unit.Code,
            unit.Name,
            unit.NameEn,
            Kind = unit.Kind.Text(),
            unit.Parent,
            unit.ValidFrom,
            unit.ValidTo,
            unit.Predecessors,
            unit.Aliases,
            unit.Assumed,
        };
}
