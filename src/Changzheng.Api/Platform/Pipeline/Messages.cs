// So that a slice asks for IMediator without naming the library.
global using IMediator = MediatR.IMediator;
using MediatR;

namespace Changzheng.Api.Platform.Pipeline;

/// <summary>Marks every command, whatever it answers.</summary>
internal interface ICommand : IBaseRequest;

/// <summary>Changes something: runs in one transaction and stands on the audit trail.</summary>
internal interface ICommand<out TAnswer> : IRequest<TAnswer>, ICommand;

/// <summary>
/// Marks a command that may write and append no change: what it writes is nothing a reader of the change feed keeps a
/// copy of.
/// </summary>
internal interface ISilent;

/// <summary>Reads something and changes nothing.</summary>
internal interface IQuery<out TAnswer> : IRequest<TAnswer>;

/// <summary>Carries out one kind of command.</summary>
internal interface ICommandHandler<in TCommand, TAnswer> : IRequestHandler<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>;

/// <summary>Answers one kind of query.</summary>
internal interface IQueryHandler<in TQuery, TAnswer> : IRequestHandler<TQuery, TAnswer>
    where TQuery : IQuery<TAnswer>;
