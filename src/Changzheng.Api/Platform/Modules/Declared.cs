using System.Reflection;

namespace Changzheng.Api.Platform.Modules;

/// <summary>
/// Values that subjects declare beside themselves: every static field of a type in the assembly, so that none can be
/// forgotten. They stand in classes that hold nothing else: a class is initialised when its fields are read.
/// </summary>
internal static class Declared
{
    private const BindingFlags Fields =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<T> Of<T>()
        where T : class =>
        typeof(Declared)
            .Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(Fields))
            .Where(field => field.FieldType.IsAssignableTo(typeof(T)))
            .Select(field => (T)field.GetValue(null)!);
}
