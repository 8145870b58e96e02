using Assay.Bench.Detection;
using Assay.Bench.Kernels;
using Assay.Bench.Lab;
using Assay.Bench.Language;
using Assay.Bench.Mixing;
using Assay.Bench.Pipeline;
using Assay.Bench.Share;
using BenchmarkDotNet.Running;

// Corpora of the benchmarks are made once and kept here; delete the folder to make them anew.
string corpora = Path.Combine(Path.GetTempPath(), "assay-bench");
switch (args)
{
    case ["kernels", ..]:
        BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(args[1..]);
        return 0;
    case ["planted", ..]:
        return PlantedCopies.Run(args.AsSpan(1), Console.Out);
    case ["mixing", ..]:
        return MixingBench.Run(args[1..], Console.Out);
    case ["scan", .. var rest]:
        return ScanBench.Run(rest is [var megabytes] ? int.Parse(megabytes) : 512, corpora, Console.Out);
    case ["workers", .. var rest]:
        return RunBench.Workers(rest is [var size] ? int.Parse(size) : 2000, corpora, Console.Out);
    case ["memory"]:
        return RunBench.Memory(corpora, Console.Out);
    case ["decide", .. var rest]:
        return RunBench.Decide(rest is [var documents] ? int.Parse(documents) : 1_000_000, corpora, Console.Out);
    case ["seeds", var policy, .. var rest]:
        return SeedsBench.Run(policy, rest is [var seeds] ? int.Parse(seeds) : 1000, Console.Out);
    case ["scorers", var data]:
        return ScorerBench.Run(data, Console.Out);
    case ["lab", "power"]:
        return LabPower.Run(Console.Out);
    case ["lab", "seeds", .. var rest]:
        return LabSeeds.Run(Console.Out, rest is [var n, ..] ? int.Parse(n) : 100, rest.Length > 1 ? rest[1..] : []);
    case ["lab", "pictures", var text]:
        return LabPictures.Run(Console.Out, text);
    case ["lab", .. var rest]:
        return LabSpeed.Run(Console.Out, rest);
    case ["share", ..]:
        return ShareBench.Run(args.AsSpan(1), Console.Out);
    case ["detection", .. var rest]:
        return DetectionBench.Run(rest, Console.Out);
    case ["normal-tables"]:
        return NormalTables.Print(Console.Out);
    case ["unicode-tables"]:
        return UnicodeTables.Print(Console.Out);
    default:
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project bench/Assay.Bench -- COMMAND
              kernels [--filter PATTERN]       each kernel beside its naive twin (BenchmarkDotNet)
              planted [DOCUMENTS.jsonl[.gz]]   recall and precision on planted copies, beside the exact curves
              mixing [--large]                 composing mixes of 20,000 to 1 million documents, and the kernel beside its naive twin
              scan [MB]                        the scan on one core, whole and by probe
              workers [MB]                     one worker against two
              memory                           peak memory of scanning 0.5, 1 and 2 GB
              decide [DOCUMENTS]               deciding, and deciding again under another cap
              seeds POLICY.yaml [N]            how often the written mix breaks a limit, over N seeds
              lab [gaussian|mixture [FOLDER]]  the laboratory on one core; FOLDER receives the points for the peer in bench/peers
              scorers FOLDER                   what n-gram models of an anchor see of base models' text, by generator
              lab power                        false alarms and power of the laboratory's verdict
              detection train-default --data DIR   train the detector that the program carries, on permissive records of DIR
              detection scores --data DIR --out F  log-odds of every piece by detectors that never saw its source
              detection table F                the tables of docs/guide/detector.md from these scores
              detection speed --data DIR       the word model beside fastText, the whole score, training
              normal-tables                    the tables of the detector's normal form, as C#
              share SCORES [N [COLUMN [UNIT]]] error, coverage and width of the share's estimators, N trials a cell, on `detection scores`
              lab seeds [N [TARGET…]]          how often the reproduction passes, over N seeds
              lab pictures TEXT                runs every experiment of the guide: its pictures, its results, its lines
              unicode-tables                   the frozen Unicode tables, as C#
            """);
        return 2;
}
