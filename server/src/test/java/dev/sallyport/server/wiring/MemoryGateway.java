package dev.sallyport.server.wiring;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.StaffKey;
import dev.sallyport.gate.registry.StaffRole;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.shield.InstalledShields;
import dev.sallyport.server.shield.Vaults;
import dev.sallyport.soc.book.MemoryBook;
import dev.sallyport.store.gate.Aside;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.TreeHeads;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.MemoryOutbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** The serving part over a journal in memory, which can be made to refuse. */
final class MemoryGateway implements AutoCloseable {
    static final TenantId TENANT = Install.DEFAULT_TENANT;

    final MemoryJournal journal = MemoryJournal.automatic();
    final ManualClock clock = new ManualClock();
    final House house;
    final Core core;
    final Client client;
    final String operator;
    private final HttpServer http;

    /** @param policy whether the tenant has one */
    MemoryGateway(Settings settings, boolean policiesFromDirectory, boolean policy) {
        this(settings, policiesFromDirectory, policy, settings.limits().idleTimeoutMillis());
    }

    /** @param idleMillis how long a silent connection is kept */
    MemoryGateway(Settings settings, boolean policiesFromDirectory, boolean policy, long idleMillis) {
        this(settings, policiesFromDirectory, policy, idleMillis, Optional.empty());
    }

    /** One whose journal is in memory and whose pilot lies in that folder. */
    static MemoryGateway beside(Path folder, Settings settings) {
        return new MemoryGateway(settings, false, true, settings.limits().idleTimeoutMillis(), Optional.of(folder));
    }

    private MemoryGateway(
            Settings settings, boolean policiesFromDirectory, boolean policy, long idleMillis, Optional<Path> folder) {
        SecureRandom random = new SecureRandom();
        Sources sources = new Sources(clock, System::nanoTime, random);
        Sealer sealer = new Sealer(new byte[Sealer.MASTER_LENGTH], new byte[Sealer.RUN_ID_LENGTH]);
        MemoryBook book = new MemoryBook();
        house = new House(
                journal,
                journal,
                new PublishedLogs(
                        new ReceiptLogs(Ed25519Key.generate("sallyport.test", random), 1, this::head),
                        tenant -> NodeSource.ofLeafHashes(at -> TreeHash.leaf(
                                journal.receipts(tenant, at, 1).getFirst().hash())),
                        new MemoryInstallLog()),
                ActivePolicies.engine(),
                sealer,
                new Ids(clock, random),
                new EventQueue(1024),
                sources,
                settings,
                new MemoryOutbox(),
                folder,
                List.of("/var/lib/sallyport"),
                () -> policiesFromDirectory,
                () -> true,
                InstalledShields.of(
                        journal::registry,
                        sealer,
                        Optional.empty(),
                        settings.outward().hosts(),
                        sources.ticker(),
                        (who, subject, ran) -> {}),
                new Vaults(journal, sources.random(), sealer),
                TelemetryRounds.none(sources),
                book,
                new MemorySearches(),
                new MemoryVisits(),
                new MemoryResults(),
                () -> {
                    throw new IllegalStateException("nobody is told of incidents here");
                },
                new Aside(journal, journal, book),
                List::of);
        core = Core.of(house, List.of());
        operator = tenant(TENANT, policy);
        try {
            http = HttpServer.start(new Listen("127.0.0.1", 0, idleMillis, 16_384, Optional.empty()), core.door());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        core.ready().set(true);
        client = new Client(http.url());
    }

    /** A tenant with an operator, whose key this is. */
    String tenant(TenantId tenant, boolean policy) {
        String key = new Credentials(house.sources().random()).mint(CredentialKind.OPERATOR);
        change(
                tenant,
                new RegistryChange.IssueStaffKey(new StaffKey(tenant, StaffRole.OPERATOR, Credentials.hash(key))));
        if (policy) {
            change(tenant, new RegistryChange.ActivatePolicy(ActivePolicies.defaultPack(tenant)));
        }
        return key;
    }

    /** A key that enrols agents of the house's tenant. */
    String enrolment() {
        String key = new Credentials(house.sources().random()).mint(CredentialKind.ENROLMENT);
        change(
                TENANT,
                new RegistryChange.IssueStaffKey(new StaffKey(TENANT, StaffRole.ENROLMENT, Credentials.hash(key))));
        return key;
    }

    /** Takes the tenant's checkpoint into the install log and says that somebody holds that one's. */
    void anchor() {
        LogTexts texts = new LogTexts(house.published(), house.records());
        InstallLog install = house.published().install();
        install.append(List.of(
                new InstallLog.Leaf(0, TENANT, texts.tenant(TENANT).text().text())));
        LogTexts.Log log = texts.install();
        install.keep(new InstallLog.Anchored(
                log.text().origin(),
                log.head().size(),
                clock.millis(),
                1,
                log.checkpoint().format()));
    }

    URI url() {
        return http.url();
    }

    private void change(TenantId tenant, RegistryChange change) {
        core.gate().change(Actor.system(tenant), change, "set up");
    }

    private TreeHeads.TreeHead head(TenantId tenant) {
        Tree tree = Tree.empty();
        for (SealedReceipt receipt : journal.receipts(tenant, 0, Integer.MAX_VALUE)) {
            tree = tree.append(receipt.hash());
        }
        return new TreeHeads.TreeHead(tree.size(), tree.root());
    }

    @Override
    public void close() {
        client.close();
        core.mcp().close();
        core.models().close();
        http.close();
    }
}
