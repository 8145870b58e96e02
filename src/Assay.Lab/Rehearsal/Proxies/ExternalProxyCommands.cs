using Assay.Core.Errors;
using Assay.Lab.Models.External;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>The commands of an external proxy.</summary>
/// <param name="Fit">Trains a model.</param>
/// <param name="Sample">Lets it write.</param>
/// <param name="Score">Asks it for the bits of texts; null where it cannot say.</param>
public sealed record ExternalProxyCommands(ExternalCommand Fit, ExternalCommand Sample, ExternalCommand? Score)
{
    /// <summary>Checks that each names what it must use.</summary>
    /// <exception cref="UserErrorException">One does not.</exception>
    public void Check()
    {
        Fit.Require("data", "model");
        Sample.Require("model", "out", "count");
        Score?.Require("model", "data", "out");
    }
}
