using Assay.Bench.Detection;
using Assay.Bench.Kernels;
using Assay.Bench.Lab;
using Assay.Bench.Language;
using Assay.Bench.Mixing;
using Assay.Bench.Neural;
using Assay.Bench.Pipeline;
using Assay.Bench.Rehearsing;
using Assay.Bench.Share;
using Assay.Bench.Watching;
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
    case ["capped", ..]:
        return CappedBench.Run(args.AsSpan(1), Console.Out);
    case ["scan", .. var rest]:
        return ScanBench.Run(rest is [var megabytes] ? int.Parse(megabytes) : 512, corpora, Console.Out);
    case ["workers", .. var rest]:
        return RunBench.Workers(rest is [var size, ..] ? int.Parse(size) : 2048, rest is [_, var pairs] ? int.Parse(pairs) : 3, corpora, Console.Out);
    case ["memory"]:
        return RunBench.Memory(corpora, Console.Out);
    case ["decide", .. var rest]:
        return RunBench.Decide(rest is [var documents] ? int.Parse(documents) : 1_000_000, corpora, Console.Out);
    case ["seeds", var policy, .. var rest]:
        return SeedsBench.Run(policy, rest is [var seeds] ? int.Parse(seeds) : 1000, Console.Out);
    case ["neural", "gemm"]:
        return GemmBench.Run(Console.Out);
    case ["neural", "gpt", .. var rest]:
        return GptBench.Run(rest is [var threads] ? int.Parse(threads) : 1, Console.Out);
    case ["neural", "vae", .. var rest]:
        return VaeBench.Run(rest is [var crew] ? int.Parse(crew) : 1, Console.Out);
    case ["neural", "picture", var finished]:
        return NeuralPicture.Run(finished, Console.Out);
    case ["neural", "exchange", var folder]:
        return ExchangeBench.Run(folder, Console.Out);
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
    case ["rehearse", "coverage", .. var rest]:
        return SafeShareCoverage.Run(rest is [var searches] ? int.Parse(searches) : 500, Console.Out);
    case ["rehearse", "alarms", .. var rest]:
        return RehearsalAlarms.Run(
            rest is [var courses, ..] ? int.Parse(courses) : 500, rest is [_, var heldOut, var mix] ? (int.Parse(heldOut), int.Parse(mix)) : null, Console.Out);
    case ["rehearse", "order", var policy, .. var rest]:
        return RehearsalOrder.Run(policy, rest is [var replicates] ? int.Parse(replicates) : 10, Console.Out);
    case ["rehearse", "picture", var rehearsed]:
        return RehearsalPicture.Run(rehearsed, Console.Out);
    case ["rehearse", "proxies", var policy, .. var names]:
        return ProxySpeed.Run(policy, names, Console.Out);
    case ["watch", "alarms", .. var rest]:
        return WatchAlarms.Run(rest is [var trials, ..] ? int.Parse(trials) : 1000, rest is [_, var start] ? int.Parse(start) : 0, onlyEqual: rest.Length == 2, Console.Out);
    case ["share", ..]:
        return ShareBench.Run(args.AsSpan(1), Console.Out);
    case ["detection", .. var rest]:
        return DetectionBench.Run(rest, Console.Out);
    case ["watch", "power", .. var rest]:
        return WatchPower.Run(rest is [var repeats] ? int.Parse(repeats) : 100, Console.Out);
    case ["watch", "coverage", .. var rest]:
        return WatchCoverage.Run(rest is [var simulations, ..] ? int.Parse(simulations) : 2000, rest is [_, var real, ..] ? real : null, rest is [_, _, var of] ? of : null, Console.Out);
    case ["watch", "loops", var text, .. var rest]:
        return WatchLoops.Run(text, rest is [var domain] ? domain : null, Console.Out);
    case ["watch", "kernel"]:
        return WatchSpeed.Kernel(Console.Out);
    case ["watch", "speed", .. var rest]:
        return WatchSpeed.Run(rest is [var amount] ? int.Parse(amount) : 1000, corpora, Console.Out);
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
              capped SCORES [N [COLUMN]]       whether the written mix keeps its cap in truth, on `detection scores`
              scan [MB]                        the scan on one core, whole and by probe
              workers [MB [PAIRS]]             scanning with one worker against two, in turn
              memory                           peak memory of scanning 0.5, 1 and 2 GB
              decide [DOCUMENTS]               deciding, and deciding again under another cap
              seeds POLICY.yaml [N]            how often the written mix breaks a limit, over N seeds
              lab [gaussian|mixture [FOLDER]]  the laboratory on one core; FOLDER receives the points for the peer in bench/peers
              scorers FOLDER                   what n-gram models of an anchor see of base models' text, by generator
              lab power                        false alarms and power of the laboratory's verdict
              lab seeds [N [TARGET…]]          how often the reproduction passes, over N seeds
              lab pictures TEXT                runs every experiment of the guide: its pictures, its results, its lines
              neural gemm                      the matrix product beside OpenBLAS, on one thread and two
              neural gpt [THREADS]             training and writing with a transformer of 3.3 M parameters
              rehearse coverage [N]            how often the safe share covers the exact one, over N searches
              rehearse alarms [N [HELD MIX]]   how often its alarm rings over N courses of fresh human text; with documents held out and mixed, that row alone
              rehearse order POLICY.yaml [R]   whether regimes, temperatures, verification and detectors are ordered as in the literature
              rehearse picture FOLDER          the picture of the README, docs/img/rehearsal.svg, from a finished rehearsal
              rehearse proxies POLICY.yaml [NAME[:PASSES]…]  what a generation of a proxy costs, and how well it learns
              neural vae [THREADS]             training the published autoencoder
              neural picture RUN               the guide's picture of a finished run of text-recursion or vae-mnist
              neural exchange FOLDER           a model to PyTorch and back, with bench/peers/torch_exchange.py
              detection train-default --data DIR   train the detector that the program carries, on permissive records of DIR
              detection scores --data DIR --out F  log-odds of every piece by detectors that never saw its source
              detection table F                the tables of docs/guide/detector.md from these scores
              detection speed --data DIR       the word model beside fastText, the whole score, training
              normal-tables                    the tables of the detector's normal form, as C#
              share SCORES [N [COLUMN [METHOD [DATA]]]]  error, coverage and width of the share's estimators, N trials a cell, on `detection scores`
              watch alarms [TRIALS [FROM]]     how often the alarm of watch rings over fresh versions; with FROM, a piece of the trials at equal sizes
              watch power [TRIALS]             how often it rings when rare words are lost
              watch coverage [N [TEXT [DOMAIN]]]  how often its intervals hold the truth, of pseudo-text or of corpora drawn from TEXT.jsonl[.gz]
              watch loops TEXT.jsonl[.gz] [DOMAIN]  n-gram loops over real text under watch
              watch kernel                     counting n-grams on one core
              watch speed [MB]                 a corpus watched on two cores
              unicode-tables                   the frozen Unicode tables, as C#
            """);
        return 2;
}
