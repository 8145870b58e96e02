using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Models.Transformer;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;

namespace Assay.Bench.Neural;

/// <summary>A model goes to PyTorch and comes back (bench/peers/torch_exchange.py): the scores must agree to 1e-4 both ways.</summary>
internal static class ExchangeBench
{
    private const double Limit = 1e-4;
    private static readonly GptShape s_shape = new() { Vocabulary = 300, Context = 64, Width = 96, Depth = 3, Heads = 4 };

    public static int Run(string folder, TextWriter output)
    {
        Directory.CreateDirectory(folder);
        using var bench = new Workbench(1);
        var model = new Gpt(bench, s_shape, new Prng(new RunSeed(1)));
        int[] tokens = Tokens();
        string back = Path.Combine(folder, "theirs.safetensors");
        if (!File.Exists(back))
        {
            Write(Path.Combine(folder, "ours.safetensors"), model.Export());
            Write(Path.Combine(folder, "ours-scores.safetensors"), Scores(model, tokens));
            output.WriteLine($"written; now run: /usr/bin/python3 bench/peers/torch_exchange.py {folder}, then this command again");
            return 0;
        }

        model.Import(Read(back));
        ReadOnlySpan<float> expected = Read(Path.Combine(folder, "theirs-scores.safetensors")).Tensors["scores"].Span, actual = Scores(model, tokens).Tensors["scores"].Span;
        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i] - actual[i]));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PyTorch to Assay: scores differ by at most {largest:G2} (limit {Limit:G1})"));
        return largest <= Limit ? 0 : 1;
    }

    private static int[] Tokens()
    {
        var prng = new Prng(new RunSeed(2));
        return [.. Enumerable.Range(0, 2 * s_shape.Context).Select(_ => prng.NextInt32(s_shape.Vocabulary))];
    }

    private static Safetensors Scores(Gpt model, int[] tokens)
    {
        var numbers = new Tensor(2, s_shape.Context);
        for (int i = 0; i < tokens.Length; i++)
        {
            numbers.Span[i] = tokens[i];
        }

        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["tokens"] = numbers, ["scores"] = model.Forward(tokens, s_shape.Context) };
        return new Safetensors(tensors, new Dictionary<string, string>(StringComparer.Ordinal) { ["heads"] = $"{s_shape.Heads}" });
    }

    private static void Write(string path, Safetensors file)
    {
        using FileStream stream = File.Create(path);
        file.Write(stream);
    }

    private static Safetensors Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Safetensors.Read(stream, path);
    }
}
