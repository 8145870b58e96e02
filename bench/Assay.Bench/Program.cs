using Assay.Bench.Kernels;

return args switch
{
    ["planted", ..] => PlantedCopies.Run(args.AsSpan(1), Console.Out),
    ["unicode-tables"] => UnicodeTables.Print(Console.Out),
    _ => 2,
};
