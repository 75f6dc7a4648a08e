using Changzheng.Api.Platform.Database;
using Changzheng.Api.Platform.Pipeline;

namespace Changzheng.Api.Platform.Access;

/// <summary>
/// Makes the first administrator key on a database that has none; its secret is known only to the answer.
/// </summary>
internal static class MakeFirstKey
{
    /// <param name="Secret">The secret configured as Access:BootstrapKey; null to make one.</param>
    internal sealed record Command(string? Secret) : ICommand<string?>;

    internal sealed class Handler(Db db, TimeProvider clock) : ICommandHandler<Command, string?>
    {
        public const string InsertSql = """
            INSERT INTO ApiKeys (Id, Prefix, Name, Roles, Unit, Salt, Hash, CreatedAt, CreatedBy, ExpiresAt, RevokedAt, Networks, Version)
            SELECT @Id, @Prefix, @Name, @Roles, NULL, @Salt, @Hash, @CreatedAt, @CreatedBy, NULL, NULL, @Networks, 1
            WHERE NOT EXISTS (SELECT 1 FROM ApiKeys {hold})
            """;

        public async Task<string?> Handle(Command command, CancellationToken cancellationToken)
        {
            var (secret, salt) = (command.Secret ?? ApiKey.NewSecret(), ApiKey.NewSalt());
            IReadOnlyList<string> roles = [Role.Administrator.Text()],
                networks = [];
            var made = await db.ExecuteAsync(
                InsertSql,
                new
                {
                    Id = Guid.CreateVersion7().ToString("N"),
                    Prefix = ApiKey.PrefixOf(secret),
                    Name = "administrator",
                    Roles = roles,
                    Salt = salt,
                    Hash = ApiKey.HashOf(salt, secret),
                    CreatedAt = clock.GetUtcNow(),
                    CreatedBy = "first start",
                    Networks = networks,
                },
                cancellationToken
            );
            return made == 1 ? secret : null;
        }
    }
}
