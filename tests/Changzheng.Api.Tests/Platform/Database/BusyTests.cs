using System.Reflection;
using Changzheng.Api.Platform.Database;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Changzheng.Api.Tests.Platform.Database;

/// <summary>Which failures mean a lock held by another connection: retried at once, later, or not.</summary>
[TestFixture]
public sealed class BusyTests
{
    [TestCase(1205, true, true)]
    [TestCase(1222, true, true)]
    [TestCase(-2, false, true)]
    [TestCase(2627, false, false)]
    [TestCase(547, false, false)]
    public void Of_SQL_Server(int number, bool atOnce, bool later)
    {
        var fault = Fault(number);
        Assert.That(
            (Dialect.SqlServer.IsTransient(fault), Dialect.SqlServer.IsBusy(fault)),
            Is.EqualTo((atOnce, later))
        );
    }

    [TestCase(5, true)]
    [TestCase(6, true)]
    [TestCase(9, false)]
    [TestCase(19, false)]
    public void Of_SQLite(int code, bool busy)
    {
        var fault = new SqliteException("x", code);
        Assert.That((Dialect.Sqlite.IsTransient(fault), Dialect.Sqlite.IsBusy(fault)), Is.EqualTo((busy, busy)));
    }

    /// <summary>
    /// The driver's exception has no public constructor: each parameter of its constructors gets the number, or
    /// nothing.
    /// </summary>
    private static SqlException Fault(int number)
    {
        var error = Make(typeof(SqlError), number);
        var errors = Make(typeof(SqlErrorCollection), number);
        typeof(SqlErrorCollection)
            .GetMethod("Add", BindingFlags.NonPublic | BindingFlags.Instance)!
            .Invoke(errors, [error]);
        var create = typeof(SqlException).GetMethod(
            "CreateException",
            BindingFlags.NonPublic | BindingFlags.Static,
            [typeof(SqlErrorCollection), typeof(string)]
        )!;
        return (SqlException)create.Invoke(null, [errors, "16"])!;
    }

    private static object Make(Type type, int number)
    {
        var constructor = type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)
            .OrderBy(one => one.GetParameters().Length)
            .First();
        return constructor.Invoke([
            .. constructor
                .GetParameters()
                .Select(
                    (parameter, at) =>
                        at == 0 ? number
                        : parameter.ParameterType == typeof(string) ? ""
                        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
                        : null
                ),
        ]);
    }
}
