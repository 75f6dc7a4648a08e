using System.Text;
using Newtonsoft.Json;

namespace Changzheng.Client.Client;

/// <summary>The generated ApiClient's place, taken with HttpClient: the generated one needs RestSharp 106.</summary>
public sealed class ApiClient(string basePath) : ISynchronousClient, IAsynchronousClient
{
    private static readonly HttpClient http = new();
    private static readonly JsonSerializerSettings settings = new() { ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor };

    public ApiResponse<T> Get<T>(string path, RequestOptions options, IReadableConfiguration configuration = null) => Send<T>(System.Net.Http.HttpMethod.Get, path, options);

    public ApiResponse<T> Post<T>(string path, RequestOptions options, IReadableConfiguration configuration = null) => Send<T>(System.Net.Http.HttpMethod.Post, path, options);

    public ApiResponse<T> Put<T>(string path, RequestOptions options, IReadableConfiguration configuration = null) => Send<T>(System.Net.Http.HttpMethod.Put, path, options);

    public ApiResponse<T> Delete<T>(string path, RequestOptions options, IReadableConfiguration configuration = null) => Send<T>(System.Net.Http.HttpMethod.Delete, path, options);

    public ApiResponse<T> Head<T>(string path, RequestOptions options, IReadableConfiguration configuration = null) => Send<T>(System.Net.Http.HttpMethod.Head, path, options);

    public ApiResponse<T> Options<T>(string path, RequestOptions options, IReadableConfiguration configuration = null) => Send<T>(System.Net.Http.HttpMethod.Options, path, options);

    public ApiResponse<T> Patch<T>(string path, RequestOptions options, IReadableConfiguration configuration = null) => Send<T>(System.Net.Http.HttpMethod.Patch, path, options);

    public Task<ApiResponse<T>> GetAsync<T>(string path, RequestOptions options, IReadableConfiguration configuration = null, CancellationToken ct = default) => SendAsync<T>(System.Net.Http.HttpMethod.Get, path, options, ct);

    public Task<ApiResponse<T>> PostAsync<T>(string path, RequestOptions options, IReadableConfiguration configuration = null, CancellationToken ct = default) => SendAsync<T>(System.Net.Http.HttpMethod.Post, path, options, ct);

    public Task<ApiResponse<T>> PutAsync<T>(string path, RequestOptions options, IReadableConfiguration configuration = null, CancellationToken ct = default) => SendAsync<T>(System.Net.Http.HttpMethod.Put, path, options, ct);

    public Task<ApiResponse<T>> DeleteAsync<T>(string path, RequestOptions options, IReadableConfiguration configuration = null, CancellationToken ct = default) => SendAsync<T>(System.Net.Http.HttpMethod.Delete, path, options, ct);

    public Task<ApiResponse<T>> HeadAsync<T>(string path, RequestOptions options, IReadableConfiguration configuration = null, CancellationToken ct = default) => SendAsync<T>(System.Net.Http.HttpMethod.Head, path, options, ct);

    public Task<ApiResponse<T>> OptionsAsync<T>(string path, RequestOptions options, IReadableConfiguration configuration = null, CancellationToken ct = default) => SendAsync<T>(System.Net.Http.HttpMethod.Options, path, options, ct);

    public Task<ApiResponse<T>> PatchAsync<T>(string path, RequestOptions options, IReadableConfiguration configuration = null, CancellationToken ct = default) => SendAsync<T>(System.Net.Http.HttpMethod.Patch, path, options, ct);

    private ApiResponse<T> Send<T>(System.Net.Http.HttpMethod method, string path, RequestOptions options) => SendAsync<T>(method, path, options, CancellationToken.None).GetAwaiter().GetResult();

    private async Task<ApiResponse<T>> SendAsync<T>(System.Net.Http.HttpMethod method, string path, RequestOptions options, CancellationToken ct)
    {
        foreach (var (name, value) in options.PathParameters)
            path = path.Replace("{" + name + "}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        var query = string.Join('&', options.QueryParameters.SelectMany(parameter => parameter.Value, (parameter, value) => $"{parameter.Key}={Uri.EscapeDataString(value)}"));
        using var request = new HttpRequestMessage(method, basePath + path + (query.Length > 0 ? "?" + query : ""));
        foreach (var (name, values) in options.HeaderParameters)
            request.Headers.TryAddWithoutValidation(name, values);
        if (options.Data is not null)
            request.Content = new StringContent(JsonConvert.SerializeObject(options.Data, settings), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        var data = response.IsSuccessStatusCode ? JsonConvert.DeserializeObject<T>(text, settings) : default;
        return new ApiResponse<T>(response.StatusCode, new Multimap<string, string>(), data, text);
    }
}
