using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Changzheng.Api.Platform.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Changzheng.Api.Tests.Platform.Access;

/// <summary>JWTs as <c>dotnet user-jwts</c> makes them, and forged ones, which are refused.</summary>
public class TokenTests(string database) : ApiTest(database)
{
    private const string Issuer = "dotnet-user-jwts",
        Audience = "http://localhost:5080";

    private static readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Authentication:Schemes:Bearer:ValidAudiences:0"] = Audience,
            ["Authentication:Schemes:Bearer:ValidIssuer"] = Issuer,
            ["Authentication:Schemes:Bearer:SigningKeys:0:Id"] = "a1b2c3d4",
            ["Authentication:Schemes:Bearer:SigningKeys:0:Issuer"] = Issuer,
            ["Authentication:Schemes:Bearer:SigningKeys:0:Value"] = Convert.ToBase64String(key),
            ["Authentication:Schemes:Bearer:SigningKeys:0:Length"] = "32",
        };

    [Test]
    public async Task A_token_of_the_configured_issuer_opens_what_its_roles_give()
    {
        var response = await SendAsync(Signed());

        Assert.That((int)response.StatusCode, Is.EqualTo(201), await response.Content.ReadAsStringAsync());
        Assert.That((await JsonAsync(response))["recordedBy"]!.GetValue<string>(), Is.EqualTo("wang"));
        await IsRefusedAsync(await SendAsync(Signed(role: "auditor")), 403, "access.forbidden");
    }

    [Test]
    public async Task A_token_that_names_the_key_it_is_signed_with_opens_too() =>
        Assert.That((int)(await SendAsync(Signed(id: "a1b2c3d4"), "2022-05")).StatusCode, Is.EqualTo(201));

    [Test]
    public async Task The_person_of_a_token_is_its_subject_of_its_issuer()
    {
        const string Review = "/api/v1/indicators/2022-fitness-tests/values/2022-06/confirm";
        Assert.That((int)(await SendAsync(Signed(), "2022-06")).StatusCode, Is.EqualTo(201));
        var id = (string?)(await LastAsync("/api/v1/audit?limit=500"))["callerId"];
        var request = new
        {
            name = "王的密钥",
            person = id,
            roles = new[] { "reviewer" },
        };
        var linked = await Http.PostAsJsonAsync("/api/v1/access/keys", request);
        using var key = SignedIn((await JsonAsync(linked))["secret"]!.GetValue<string>());
        using var same = Bearing(Signed(role: "reviewer"));
        using var other = Bearing(Signed(role: "reviewer", subject: "li"));
        using var namesake = SignedIn(await AKeyAsync("wang", Role.Reviewer));

        foreach (var one in new[] { same, key })
        {
            var refused = await SendAsync(one, HttpMethod.Post, Review, null, 1);
            await IsRefusedAsync(refused, 403, "access.second_person_needed");
        }

        var confirmed = await SendAsync(namesake, HttpMethod.Post, Review, null, 1);
        Assert.That((int)confirmed.StatusCode, Is.EqualTo(200), "A name is not a person.");
        await IsRefusedAsync(await SendAsync(other, HttpMethod.Post, Review, null, 2), 409, "value.already_confirmed");
    }

    [Test]
    public async Task A_token_is_limited_by_the_scopes_that_are_ours()
    {
        await IsRefusedAsync(await SendAsync(Signed(scope: "openid readPlan")), 403, "access.forbidden");
        await IsRefusedAsync(await SendAsync(Signed(unit: "310107102-JJB")), 403, "access.beyond_unit");
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        var good = Signed();
        var parts = good.Split('.');
        yield return new TestCaseData(Unsigned("none", parts[1])).SetArgDisplayNames("alg none");
        yield return new TestCaseData(Unsigned("NoNe", parts[1])).SetArgDisplayNames("alg NoNe");
        yield return new TestCaseData($"{parts[0]}.{parts[1]}.").SetArgDisplayNames("no signature");
        yield return new TestCaseData(
            $"{parts[0]}.{Encoded("{\"sub\":\"wang\",\"role\":\"administrator\"}")}.{parts[2]}"
        ).SetArgDisplayNames("tampered");
        yield return new TestCaseData(Signed(audience: "http://other")).SetArgDisplayNames("wrong audience");
        yield return new TestCaseData(Signed(issuer: "somebody")).SetArgDisplayNames("wrong issuer");
        yield return new TestCaseData(Signed(ends: TimeSpan.FromMinutes(-5))).SetArgDisplayNames("expired");
        yield return new TestCaseData(Signed(begins: TimeSpan.FromMinutes(5))).SetArgDisplayNames("not yet valid");
        yield return new TestCaseData(
            Signed(by: RandomNumberGenerator.GetBytes(32), id: "ffffffff")
        ).SetArgDisplayNames("unknown key id");
        yield return new TestCaseData(Signed(by: RandomNumberGenerator.GetBytes(32))).SetArgDisplayNames("wrong key");
        yield return new TestCaseData(Signed(id: "ffffffff")).SetArgDisplayNames("the right key under an unknown id");
        yield return new TestCaseData(Signed(crit: ["http://example.org/x"])).SetArgDisplayNames(
            "an unknown extension"
        );
        yield return new TestCaseData(Signed(crit: ["b64"])).SetArgDisplayNames("a payload that is not encoded");
        yield return new TestCaseData(Signed(crit: [])).SetArgDisplayNames("an empty crit");
        yield return new TestCaseData("x.y.z").SetArgDisplayNames("no token");
        yield return new TestCaseData(new string('a', 20_000)).SetArgDisplayNames("20 KB of nothing");
    }

    [TestCaseSource(nameof(Refused))]
    public async Task A_bad_token_is_refused_and_recorded(string token)
    {
        var before = await FailuresAsync();

        var refused = await SendAsync(token);

        await IsRefusedAsync(refused, 401, "access.unauthenticated");
        Assert.That(refused.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
        Assert.That(await FailuresAsync(), Is.EqualTo(before + 1));
    }

    /// <summary>By this fault the library fetches the issuer's keys anew: a new key of the issuer is found.</summary>
    [Test]
    public async Task An_unknown_key_id_is_a_key_that_was_not_found()
    {
        await IsRefusedAsync(await SendAsync(Signed(id: "ffffffff")), 401, "access.unauthenticated");

        var reason = (string?)(await LastAsync("/api/v1/audit?action=SignIn&limit=500"))["detail"]!["reason"];
        Assert.That(reason, Is.EqualTo(nameof(SecurityTokenSignatureKeyNotFoundException)));
    }

    [Test]
    public async Task A_token_cannot_pass_for_a_key()
    {
        var response = await SendAsync(
            Signed(extra: new Claim("key_id", "00000000000000000000000000000000"), role: "auditor")
        );

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
        Assert.That(
            (await ReadAsync("/api/v1/audit?limit=500"))["items"]!.AsArray().Last()!["callerId"]!.GetValue<string>(),
            Does.StartWith("jwt:")
        );
    }

    private async Task<int> FailuresAsync() =>
        (await ReadAsync("/api/v1/audit?action=SignIn&count=true"))["total"]!.GetValue<int>();

    private async Task<HttpResponseMessage> SendAsync(string token, string period = "2022-04")
    {
        using var http = Bearing(token);
        return await ReportAsync("2022-fitness-tests", period, new { value = 1 }, by: http);
    }

    private async Task<JsonNode> LastAsync(string list) => (await ReadAsync(list))["items"]!.AsArray().Last()!;

    private HttpClient Bearing(string token)
    {
        var http = SignedIn(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static string Signed(
        string role = "reporter",
        string issuer = Issuer,
        string audience = Audience,
        TimeSpan? begins = null,
        TimeSpan? ends = null,
        byte[]? by = null,
        string? id = null,
        string? scope = null,
        string? unit = null,
        Claim? extra = null,
        string[]? crit = null,
        string subject = "wang"
    )
    {
        var now = DateTime.UtcNow;
        var claims = new List<Claim> { new("sub", subject), new("unique_name", subject), new("role", role) };
        if (scope is not null)
            claims.Add(new Claim("scope", scope));
        if (unit is not null)
            claims.Add(new Claim("unit", unit));
        if (extra is not null)
            claims.Add(extra);
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                Subject = new ClaimsIdentity(claims),
                IssuedAt = now.AddMinutes(-30),
                NotBefore = now + (begins ?? TimeSpan.FromMinutes(-20)),
                Expires = now + (ends ?? TimeSpan.FromMinutes(20)),
                AdditionalHeaderClaims = crit is null ? null : new Dictionary<string, object> { ["crit"] = crit },
                SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(by ?? key) { KeyId = id },
                    SecurityAlgorithms.HmacSha256
                ),
            }
        );
    }

    private static string Unsigned(string algorithm, string payload) =>
        $"{Encoded($"{{\"alg\":\"{algorithm}\",\"typ\":\"JWT\"}}")}.{payload}.";

    private static string Encoded(string text) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text));
}
