using Assay.Bench.Kernels;

return args switch
{
    ["unicode-tables"] => UnicodeTables.Print(Console.Out),
    _ => 2,
};
