package dev.convexairbyte.stub;

import dev.convexairbyte.stub.admin.DeleteFaults;
import dev.convexairbyte.stub.admin.DeleteRequests;
import dev.convexairbyte.stub.admin.DeleteSchema;
import dev.convexairbyte.stub.admin.GetDocuments;
import dev.convexairbyte.stub.admin.GetFaults;
import dev.convexairbyte.stub.admin.GetRequests;
import dev.convexairbyte.stub.admin.GetSchema;
import dev.convexairbyte.stub.admin.GetTables;
import dev.convexairbyte.stub.admin.PostClock;
import dev.convexairbyte.stub.admin.PostReset;
import dev.convexairbyte.stub.admin.PostTransactions;
import dev.convexairbyte.stub.admin.PutAddress;
import dev.convexairbyte.stub.admin.PutFaults;
import dev.convexairbyte.stub.admin.PutIndexBackfill;
import dev.convexairbyte.stub.admin.PutSchema;
import dev.convexairbyte.stub.authentication.Callers;
import dev.convexairbyte.stub.authentication.DeploymentCallers;
import dev.convexairbyte.stub.authentication.PublishedKeyDocuments;
import dev.convexairbyte.stub.authentication.TokenVerifier;
import dev.convexairbyte.stub.calling.CallAction;
import dev.convexairbyte.stub.calling.CallAny;
import dev.convexairbyte.stub.calling.CallMutation;
import dev.convexairbyte.stub.calling.CallQuery;
import dev.convexairbyte.stub.calling.Calling;
import dev.convexairbyte.stub.calling.QueryAtTs;
import dev.convexairbyte.stub.calling.QueryBatch;
import dev.convexairbyte.stub.calling.QueryTs;
import dev.convexairbyte.stub.calling.RunFunction;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.datasync.ActiveSyncCursors;
import dev.convexairbyte.stub.datasync.DataSync;
import dev.convexairbyte.stub.datasync.DataSyncCursorFromDeltas;
import dev.convexairbyte.stub.datasync.ListActiveSyncs;
import dev.convexairbyte.stub.datasync.SyncCursors;
import dev.convexairbyte.stub.datasync.SyncIds;
import dev.convexairbyte.stub.datasync.SyncLimits;
import dev.convexairbyte.stub.datasync.SyncProgress;
import dev.convexairbyte.stub.export.DocumentDeltas;
import dev.convexairbyte.stub.export.GetTableColumnNames;
import dev.convexairbyte.stub.export.JsonSchemas;
import dev.convexairbyte.stub.export.ListSnapshot;
import dev.convexairbyte.stub.export.ReadWindow;
import dev.convexairbyte.stub.export.ShapeReader;
import dev.convexairbyte.stub.export.TestStreamingExportConnection;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.files.StoredFiles;
import dev.convexairbyte.stub.functions.Functions;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Banner;
import dev.convexairbyte.stub.http.Echo;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.InstanceName;
import dev.convexairbyte.stub.http.InstanceVersion;
import dev.convexairbyte.stub.http.Metrics;
import dev.convexairbyte.stub.http.Version;
import dev.convexairbyte.stub.importing.AddPrimaryKeyIndexes;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.importing.ClearTables;
import dev.convexairbyte.stub.importing.ImportAirbyteRecords;
import dev.convexairbyte.stub.importing.PrimaryKeyIndexesReady;
import dev.convexairbyte.stub.importing.ReplaceTables;
import dev.convexairbyte.stub.requests.RequestLog;
import dev.convexairbyte.stub.time.AdvancingClock;
import dev.convexairbyte.stub.transfer.GetFile;
import dev.convexairbyte.stub.transfer.PublicAddress;
import dev.convexairbyte.stub.transfer.UploadFile;
import dev.convexairbyte.stub.transfer.UploadTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the operations of the HTTP API together, and what they share. */
final class Operations {

  private static final Duration PROVIDER_TIMEOUT = Duration.ofSeconds(10);

  private final StubSettings settings;
  private final AdminKey key;
  private final Database database;
  private final AdvancingClock clock;
  private final Backfill backfill;
  private final Faults faults;
  private final RequestLog requests;
  private final Authenticator authenticator;
  private final Callers callers;

  private final Functions functions;
  private final StoredFiles files;
  private final UploadTokens uploads;
  private final PublicAddress address;

  Operations(
      StubSettings settings,
      Storage storage,
      Functions functions,
      UploadTokens uploads,
      PublicAddress address,
      Backfill backfill,
      Faults faults,
      RequestLog requests) {
    this.settings = settings;
    this.key = storage.key();
    this.database = storage.database();
    this.clock = storage.clock();
    this.functions = functions;
    this.files = storage.files();
    this.uploads = uploads;
    this.address = address;
    this.backfill = backfill;
    this.faults = faults;
    this.requests = requests;
    this.authenticator =
        new Authenticator(
            settings.keys().access(storage.key()),
            settings.keys().streamingExport(),
            new TokenVerifier(
                settings.authProviders(), new PublishedKeyDocuments(PROVIDER_TIMEOUT), clock));
    this.callers = new DeploymentCallers(authenticator);
  }

  /** Who calls functions and HTTP actions. */
  Callers callers() {
    return callers;
  }

  List<Endpoint> all() {
    List<Endpoint> ofConvex =
        Stream.of(withoutKey(), calling(), storedFiles(), export(), dataSync(), importing())
            .flatMap(List::stream)
            .toList();
    Set<String> paths = ofConvex.stream().map(Endpoint::path).collect(Collectors.toSet());
    return Stream.concat(ofConvex.stream(), ofTheStub(paths).stream()).toList();
  }

  private List<Endpoint> withoutKey() {
    String version = "convex-stub " + StubBackend.version();
    return List.of(
        new Banner(),
        new Version(version),
        new Metrics(),
        new InstanceName(key.deployment()),
        new InstanceVersion(version),
        new Echo());
  }

  private List<Endpoint> calling() {
    Calling calling = new Calling(functions, callers, settings.redactsLogs(), new SecureRandom());
    return List.of(
        new CallQuery(calling),
        new CallMutation(calling),
        new CallAction(calling),
        new CallAny(calling),
        new RunFunction(calling),
        new QueryTs(database),
        new QueryAtTs(calling),
        new QueryBatch(calling, database));
  }

  private List<Endpoint> storedFiles() {
    return List.of(new UploadFile(files, uploads), new GetFile(files));
  }

  private List<Endpoint> export() {
    ShapeReader shapes = new ShapeReader(database);
    return List.of(
        new JsonSchemas(shapes, authenticator),
        new GetTableColumnNames(shapes, authenticator),
        new TestStreamingExportConnection(authenticator),
        new ListSnapshot(database, authenticator, window(), settings.pages().snapshot()),
        new DocumentDeltas(database, authenticator, window(), settings.pages().deltaRows()));
  }

  private List<Endpoint> dataSync() {
    SecureRandom random = new SecureRandom();
    SyncCursors cursors = new SyncCursors(database.secret(), random);
    SyncIds ids = new SyncIds(random);
    SyncProgress progress = new SyncProgress(database, clock);
    SyncLimits limits = settings.pages().sync();
    return List.of(
        new DataSync(database, authenticator, window(), limits, cursors, ids, progress),
        new ListActiveSyncs(
            authenticator, progress, new ActiveSyncCursors(database.secret(), random)),
        new DataSyncCursorFromDeltas(database, authenticator, window(), cursors, ids));
  }

  private ReadWindow window() {
    return new ReadWindow(settings.documentRetention());
  }

  private List<Endpoint> importing() {
    return List.of(
        new AddPrimaryKeyIndexes(database, authenticator, backfill),
        new PrimaryKeyIndexesReady(database, authenticator, backfill),
        new ClearTables(database, authenticator, backfill),
        new ImportAirbyteRecords(database, authenticator, backfill),
        new ReplaceTables(authenticator));
  }

  private List<Endpoint> ofTheStub(Set<String> faultPaths) {
    return List.of(
        new PostTransactions(authenticator, database),
        new GetDocuments(authenticator, database),
        new GetTables(authenticator, database),
        new GetSchema(authenticator, database),
        new PutSchema(authenticator, database),
        new DeleteSchema(authenticator, database),
        new PutIndexBackfill(authenticator, backfill),
        new PutAddress(authenticator, address),
        new PostClock(authenticator, clock),
        new PostReset(authenticator, database, backfill, faults, requests),
        new GetFaults(authenticator, faults),
        new PutFaults(authenticator, faults, faultPaths),
        new DeleteFaults(authenticator, faults),
        new GetRequests(authenticator, requests),
        new DeleteRequests(authenticator, requests));
  }
}
