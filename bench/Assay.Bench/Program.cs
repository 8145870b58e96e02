using Assay.Bench.Kernels;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["kernels", ..]:
        BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(args[1..]);
        return 0;
    case ["planted", ..]:
        return PlantedCopies.Run(args.AsSpan(1), Console.Out);
    case ["unicode-tables"]:
        return UnicodeTables.Print(Console.Out);
    default:
        Console.Error.WriteLine("usage: kernels [--filter PATTERN] | planted [DOCUMENTS.jsonl[.gz] [NEAR]] | unicode-tables");
        return 2;
}
