param(
    [string] $Configuration = "Release",
    [string] $SqlServer,            # 'docker' or a connection string; without it the suite runs on SQLite alone
    [switch] $UpdateApiSpec         # rewrites api-spec from the running API
)

$ErrorActionPreference = "Stop"
$PSNativeCommandUseErrorActionPreference = $true

if ($SqlServer) { $env:CHANGZHENG_TEST_SQLSERVER = $SqlServer }
if ($UpdateApiSpec) { $env:UPDATE_API_SPEC = "1" }

dotnet restore
dotnet tool restore
dotnet csharpier check src tests
dotnet format style --no-restore --verify-no-changes
dotnet build --no-restore --configuration $Configuration
dotnet test --no-build --configuration $Configuration
dotnet publish src/Changzheng.Api --no-build --configuration $Configuration --output artifacts/api
