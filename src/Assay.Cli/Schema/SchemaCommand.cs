using System.CommandLine;
using Assay.Pipeline.Policies;

namespace Assay.Cli.Schema;

/// <summary><c>assay schema policy</c>: the JSON Schema that editors complete and check a policy with.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var policy = new Command("policy", "Print the JSON Schema of policy files.\n\nExample:\n  assay schema policy > policy.schema.json");
        policy.SetAction((_, cancellationToken) => PrintAsync(terminal, cancellationToken));
        return new Command("schema", "Print the JSON Schema of a file that Assay reads.") { policy };
    }

    private static async Task<int> PrintAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        await terminal.Output.WriteLineAsync(PolicySchema.Write().AsMemory(), cancellationToken);
        return ExitCode.Done;
    }
}
