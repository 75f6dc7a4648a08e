using System.Reflection;
using System.Reflection.Emit;

namespace Changzheng.Api.Tests;

/// <summary>
/// Which types a compiled type names: what it derives from and holds, its signatures, attributes and method bodies.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> opCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>
    /// The types named, generic arguments and element types among them, each once. What the compiler made counts.
    /// </summary>
    public static IReadOnlyCollection<Type> Of(Type type)
    {
        var named = new HashSet<Type>();
        Add(type.BaseType);
        AddAll(type.GetInterfaces());
        AddAll(type.GetCustomAttributesData().Select(attribute => attribute.AttributeType));
        foreach (var constraint in type.GetGenericArguments().Where(argument => argument.IsGenericParameter))
            AddAll(constraint.GetGenericParameterConstraints());
        foreach (var member in type.GetMembers(Declared))
        {
            AddAll(member.GetCustomAttributesData().SelectMany(TypesOf));
            if (member is FieldInfo field)
                Add(field.FieldType);
            if (member is MethodBase method)
                AddMethod(method);
        }

        return named;

        void AddMethod(MethodBase method)
        {
            Add((method as MethodInfo)?.ReturnType);
            AddAll(method.GetParameters().Select(parameter => parameter.ParameterType));
            if (method.GetMethodBody() is not { } body)
                return;
            AddAll(body.LocalVariables.Select(local => local.LocalType));
            AddAll(body.ExceptionHandlingClauses.Where(IsCatch).Select(clause => clause.CatchType));
            foreach (var token in TokensIn(body.GetILAsByteArray()!))
                AddMember(Resolve(method, token));
        }

        void AddMember(MemberInfo? member)
        {
            Add(member as Type ?? member?.DeclaringType);
            if (member is MethodInfo { IsGenericMethod: true } generic)
                AddAll(generic.GetGenericArguments());
            if (member is MethodBase called)
                AddAll(called.GetParameters().Select(parameter => parameter.ParameterType));
            if (member is MethodInfo returning)
                Add(returning.ReturnType);
            if (member is FieldInfo field)
                Add(field.FieldType);
        }

        void AddAll(IEnumerable<Type?> types)
        {
            foreach (var one in types)
                Add(one);
        }

        void Add(Type? one)
        {
            if (one is null || one.IsGenericParameter)
                return;
            if (one.HasElementType)
            {
                Add(one.GetElementType());
                return;
            }

            if (!named.Add(one.IsGenericType ? one.GetGenericTypeDefinition() : one) && !one.IsGenericType)
                return;
            AddAll(one.GenericTypeArguments);
        }
    }

    private static IEnumerable<Type?> TypesOf(CustomAttributeData attribute) =>
        attribute.ConstructorArguments.Select(argument => argument.Value as Type).Append(attribute.AttributeType);

    private static bool IsCatch(ExceptionHandlingClause clause) =>
        clause.Flags == ExceptionHandlingClauseOptions.Clause;

    private static MemberInfo? Resolve(MethodBase method, int token) =>
        method.Module.ResolveMember(
            token,
            method.DeclaringType!.GetGenericArguments(),
            method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : []
        );

    /// <summary>The metadata tokens in a method body (ECMA-335, III): every other operand is stepped over.</summary>
    private static IEnumerable<int> TokensIn(byte[] body)
    {
        for (var at = 0; at < body.Length; )
        {
            var code = body[at] == 0xFE ? opCodes[0xFE00 | body[at + 1]] : opCodes[body[at]];
            at += code.Size;
            switch (code.OperandType)
            {
                case OperandType.InlineField
                or OperandType.InlineMethod
                or OperandType.InlineTok
                or OperandType.InlineType:
                    yield return BitConverter.ToInt32(body, at);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + 4 * BitConverter.ToInt32(body, at);
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }
}
