using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Changzheng.Api.Platform.Operations;

namespace Changzheng.Api.Platform.Storage;

/// <summary>
/// Files in a bucket of an S3 store, under a prefix: Amazon's, or MinIO, Ceph or a cloud's of the same kind.
/// </summary>
internal sealed class S3Store(S3Settings settings) : IFileStore, IDisposable
{
    private readonly AmazonS3Client client = new(
        new BasicAWSCredentials(settings.AccessKey, settings.SecretKey),
        new AmazonS3Config
        {
            ServiceURL = settings.Endpoint,
            AuthenticationRegion = settings.Region,
            ForcePathStyle = settings.PathStyle,
            // Stores of other makers know no trailing checksums; the hash of the content is checked by verify.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromSeconds(100),
        }
    );

    public string Place => $"s3://{settings.Bucket}/{settings.Prefix}";

    public bool IsElsewhere => true;

    public Task PutAsync(string sha256, Stream content, CancellationToken ct) =>
        TryAsync(async () =>
        {
            content.Position = 0;
            return await client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = settings.Bucket,
                    Key = KeyOf(sha256),
                    InputStream = content,
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                    ContentType = "application/octet-stream",
                },
                ct
            );
        });

    /// <summary>An answer cannot be read from any place: it is copied to a file only this process reads.</summary>
    public Task<Stream?> FindAsync(string sha256, CancellationToken ct) =>
        TryAsync<Stream?>(async () =>
        {
            try
            {
                using var answer = await client.GetObjectAsync(settings.Bucket, KeyOf(sha256), ct);
                var content = new ScratchFile();
                await answer.ResponseStream.CopyToAsync(content, ct);
                content.Position = 0;
                return content;
            }
            catch (AmazonS3Exception none) when (none.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        });

    public Task<bool> HasAsync(string sha256, CancellationToken ct) =>
        TryAsync(async () =>
        {
            try
            {
                await client.GetObjectMetadataAsync(settings.Bucket, KeyOf(sha256), ct);
                return true;
            }
            catch (AmazonS3Exception none) when (none.StatusCode == HttpStatusCode.NotFound)
            {
                return false;
            }
        });

    public Task DeleteAsync(string sha256, CancellationToken ct) =>
        TryAsync(() => client.DeleteObjectAsync(settings.Bucket, KeyOf(sha256), ct));

    public async IAsyncEnumerable<KeptFile> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = settings.Bucket, Prefix = settings.Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await TryAsync(() => client.ListObjectsV2Async(request, ct));
            foreach (var one in page.S3Objects ?? [])
                if (FileUri.IsSha256(one.Key[settings.Prefix.Length..]))
                    yield return new KeptFile(
                        one.Key[settings.Prefix.Length..],
                        one.Size ?? 0,
                        one.LastModified?.ToUniversalTime() ?? DateTimeOffset.MaxValue
                    );
            request.ContinuationToken = page.NextContinuationToken;
        } while (page.IsTruncated == true);
    }

    public void Dispose() => client.Dispose();

    private string KeyOf(string sha256) => settings.Prefix + sha256;

    private async Task<T> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception fault)
            when (fault is AmazonServiceException or AmazonClientException or HttpRequestException or WebException)
        {
            throw new FileStoreFailure($"{Place} does not answer as it should: {fault.Message}", fault);
        }
    }
}

/// <summary>The settings under Storage:S3.</summary>
/// <param name="Endpoint">https://… of the store.</param>
/// <param name="Prefix">What the keys of this database's files begin with.</param>
/// <param name="PathStyle">Whether the bucket stands in the path, as most stores but Amazon's have it.</param>
internal sealed record S3Settings(
    string Endpoint,
    string Bucket,
    string Region,
    string AccessKey,
    string SecretKey,
    string Prefix,
    bool PathStyle
)
{
    /// <returns>Null where no bucket is set: then files lie in a folder.</returns>
    public static S3Settings? Find(IConfiguration configuration)
    {
        var s3 = configuration.GetSection("Storage:S3");
        if (string.IsNullOrEmpty(s3["Bucket"]))
            return null;
        string Get(string name) =>
            s3[name] is { Length: > 0 } value
                ? value
                : throw new InvalidOperationException($"Storage:S3:{name} is not set, and Storage:S3:Bucket is.");
        return new S3Settings(
            Get("Endpoint"),
            Get("Bucket"),
            s3["Region"] ?? "us-east-1",
            Get("AccessKey"),
            Get("SecretKey"),
            s3["Prefix"] ?? "",
            s3.GetValue("PathStyle", true)
        );
    }
}
