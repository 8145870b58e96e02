using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Assay.Tests.Pipeline.Scorers;

/// <summary>A web server of a few lines that can also break off, fall silent or talk nonsense.</summary>
internal sealed class SmallServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<JsonElement, int, Answer> _answer;
    private readonly Lock _gate = new();
    private int _requests;

    /// <summary>Starts to listen.</summary>
    /// <param name="answer">What to say to a request's body and its number, from 1.</param>
    public SmallServer(Func<JsonElement, int, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The head of each request.</summary>
    public List<string> Heads { get; } = [];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            (string head, byte[] body) = await ReadAsync(stream);
            lock (_gate)
            {
                Heads.Add(head);
            }

            using JsonDocument request = JsonDocument.Parse(body);
            Answer answer = _answer(request.RootElement, Interlocked.Increment(ref _requests));
            if (answer.IsSilent)
            {
                await Task.Delay(TimeSpan.FromSeconds(60), _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

            byte[] said = Encoding.UTF8.GetBytes(answer.Body);
            string headers = $"HTTP/1.1 {answer.Status} Said\r\nContent-Type: application/json\r\nContent-Length: {said.Length}\r\nConnection: close\r\n{answer.Header}\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(headers));
            await stream.WriteAsync(said.AsMemory(0, answer.BreakOffAfter ?? said.Length));
        }
    }

    private static async Task<(string Head, byte[] Body)> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        byte[] one = new byte[1];
        while (!bytes.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            await stream.ReadExactlyAsync(one);
            bytes.Add(one[0]);
        }

        string head = Encoding.ASCII.GetString([.. bytes]);
        int length = int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return (head, body);
    }

    /// <summary>What a server says.</summary>
    internal sealed record Answer(string Body, int Status = 200, string Header = "", int? BreakOffAfter = null, bool IsSilent = false);
}
