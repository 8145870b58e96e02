using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Assay.Pipeline.Scorers;

/// <summary>A running scorer program. Writing and reading go on side by side, so that neither waits for a full pipe.</summary>
internal sealed class CommandProcess : IAsyncDisposable
{
    private const int MostComplaints = 5;

    private readonly Process _process;
    private readonly Channel<string> _outbox = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly Task _writing;
    private readonly Task _hearing;
    private Task<string?>? _reading;

    private CommandProcess(Process process)
    {
        _process = process;
        _writing = WriteAsync();
        _hearing = HearAsync();
    }

    /// <summary>Documents that it was sent and has not answered.</summary>
    public HashSet<int> Owed { get; } = [];

    public static CommandProcess Start(string command)
    {
        bool windows = OperatingSystem.IsWindows();
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(windows ? "cmd.exe" : "/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        start.ArgumentList.Add(windows ? "/c" : "-c");
        start.ArgumentList.Add(command);
        var process = new Process { StartInfo = start };
        process.Start();
        return new CommandProcess(process);
    }

    public void Send(string line) => _outbox.Writer.TryWrite(line);

    /// <summary>The next line; null at its end.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        // A read that outlasts its patience stays the one in flight: two at once would mix their bytes.
        _reading ??= _process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask();
        string? line = await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        _reading = null;
        return line;
    }

    /// <summary>How it ended and what it said on its error stream, for an error; what a child of it may still say is not waited for.</summary>
    public async Task<string> ComplaintAsync()
    {
        await Task.WhenAny(Task.WhenAll(_hearing, _process.WaitForExitAsync(CancellationToken.None)), Task.Delay(TimeSpan.FromSeconds(5))).ConfigureAwait(false);
        string status = _process.HasExited ? FormattableString.Invariant($" with code {_process.ExitCode}") : "";
        return _complaints.IsEmpty ? status : $"{status}, saying \"{string.Join(" / ", _complaints)}\"";
    }

    public async ValueTask DisposeAsync()
    {
        _outbox.Writer.TryComplete();
        try
        {
            // It ends by itself when its input does; one that does not is ended.
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended.
        }

        await _writing.ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task HearAsync()
    {
        try
        {
            while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                _complaints.Enqueue(line.Trim());
                while (_complaints.Count > MostComplaints)
                {
                    _ = _complaints.TryDequeue(out _);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process was put away while it spoke.
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (string line in _outbox.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await _process.StandardInput.WriteAsync($"{line}\n").ConfigureAwait(false);
                await _process.StandardInput.FlushAsync().ConfigureAwait(false);
            }

            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It no longer reads: the reader learns of its end.
        }
    }
}
