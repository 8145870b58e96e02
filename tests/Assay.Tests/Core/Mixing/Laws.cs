using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Assay.Tests.Core.Mixing;

/// <summary>Property tests over seeded problems, with a fixed start: they pass always or never.</summary>
internal static class Laws
{
    /// <summary>Checks that a law holds for problems made from many seeds; a failure prints the seed.</summary>
    public static void Hold(int cases, Func<int, bool> law)
    {
        var replay = new Replay(new Rnd(20260101, 1), size: FSharpOption<int>.None);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(FSharpOption<Replay>.Some(replay));
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), law).Check(config);
    }
}
