using Assay.Bench.Lab;

return args switch
{
    ["lab", .. var rest] => LabSpeed.Run(Console.Out, rest),
    _ => 2,
};
