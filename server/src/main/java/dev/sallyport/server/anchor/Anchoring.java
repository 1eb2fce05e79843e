package dev.sallyport.server.anchor;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.NoteSignature;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.server.alarm.LedgerAlarm;
import dev.sallyport.server.alarm.LedgerFault;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.config.Settings;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.InstallLog.Leaf;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the install log to others, one round at a time: heads become leaves, the signed checkpoint goes to every witness and
 * file, and what came back is kept. A witness that is away costs nothing but its cosignature. Rounds are run by one thread at
 * a time; {@link #ageMillis} by any.
 */
public final class Anchoring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);

    private final Records records;
    private final PublishedLogs published;
    private final Settings.Anchor settings;
    private final LedgerAlarm alarm;
    private final InstantSource clock;
    private final TenantId installTenant;
    private final List<WitnessLink> witnesses;
    private final HttpClient http;
    // Owned by the round: what each file was told last, by origin.
    private final Map<AnchorAppender, Map<String, Long>> told = new HashMap<>();
    private final long startedMillis;

    /** @param installTenant whose name faults of the install log carry */
    public Anchoring(
            Records records,
            PublishedLogs published,
            Settings.Anchor settings,
            LedgerAlarm alarm,
            InstantSource clock,
            TenantId installTenant) {
        this.records = records;
        this.published = published;
        this.settings = settings;
        this.alarm = alarm;
        this.clock = clock;
        this.installTenant = installTenant;
        Duration patience = Duration.ofMillis(settings.timeoutMillis());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.witnesses = settings.witnesses().stream()
                .map(witness -> new WitnessLink(witness.url(), witness.key(), http, patience))
                .toList();
        settings.files().forEach(file -> told.put(new AnchorAppender(file), new HashMap<>()));
        this.startedMillis = clock.millis();
    }

    /** One round. */
    public synchronized void round() throws InterruptedException {
        grow();
        InstallLog install = published.install();
        TreeHead head = install.head();
        if (head.size() > 0 && !(witnesses.isEmpty() && told.isEmpty())) {
            handOut(install, head);
        }
        long age = ageMillis().orElse(0);
        if (age > settings.alarmMillis()) {
            alarm.stale(
                    new LedgerAlarm.TenantOfInstall(
                            installTenant, published.logs().installOrigin()),
                    age);
        }
    }

    /**
     * How long ago others were last shown the install log; since the start if they never were, and empty when there is nobody
     * to show it to.
     */
    public OptionalLong ageMillis() {
        if (witnesses.isEmpty() && settings.files().isEmpty()) {
            return OptionalLong.empty();
        }
        long newest = published
                .install()
                .newestAnchor(published.logs().installOrigin())
                .map(InstallLog.Anchored::timeMillis)
                .orElse(startedMillis);
        return OptionalLong.of(Math.max(0, clock.millis() - newest));
    }

    /** Appends the head of each log that grew, and raises the alarm for those that did the contrary. */
    private void grow() {
        Map<TenantId, Leaf> known = new HashMap<>();
        published.install().newest().forEach(leaf -> known.put(leaf.tenant(), leaf));
        List<Leaf> grown = new ArrayList<>();
        for (TenantId tenant : records.tenants()) {
            String origin = published.logs().origin(tenant);
            TreeHead head = published.logs().heads().head(tenant);
            // After a restore the log goes on under another name, and may be shorter.
            long seen = Optional.ofNullable(known.remove(tenant))
                    .map(leaf -> Checkpoint.parse(leaf.checkpoint()))
                    .filter(before -> before.origin().equals(origin))
                    .map(Checkpoint::size)
                    .orElse(0L);
            if (seen > head.size()) {
                alarm.raise(LedgerFault.shorter(tenant, origin, head.size(), seen));
            } else if (seen < head.size()) {
                grown.add(
                        new Leaf(0, tenant, ReceiptLogs.checkpoint(origin, head).text()));
            }
        }
        known.forEach((tenant, leaf) -> {
            Checkpoint gone = Checkpoint.parse(leaf.checkpoint());
            alarm.raise(LedgerFault.deleted(tenant, gone.origin(), gone.size()));
        });
        if (!grown.isEmpty()) {
            published.install().append(grown);
        }
    }

    private void handOut(InstallLog install, TreeHead head) throws InterruptedException {
        ReceiptLogs logs = published.logs();
        SignedNote note = logs.signed(logs.installOrigin(), head);
        int cosigned = 0;
        for (NoteSignature signature : cosignatures(note, head.size())) {
            note = note.and(signature);
            cosigned++;
        }
        int holders = cosigned + files(note, head.size());
        if (holders > 0 && cosigned >= settings.quorum()) {
            install.keep(
                    new InstallLog.Anchored(logs.installOrigin(), head.size(), clock.millis(), holders, note.format()));
        }
    }

    /** Asks all witnesses at once, so that one that is away delays no other. */
    private List<NoteSignature> cosignatures(SignedNote note, long size) throws InterruptedException {
        List<Callable<WitnessLink.Outcome>> asks = new ArrayList<>();
        for (WitnessLink witness : witnesses) {
            asks.add(() -> witness.ask(note, size, published.install()::nodes));
        }
        List<NoteSignature> signatures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<WitnessLink.Outcome>> answers = threads.invokeAll(asks);
            for (int i = 0; i < answers.size(); i++) {
                heard(witnesses.get(i), answers.get(i).get(), size, signatures);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a witness could not be asked", e.getCause());
        }
        return signatures;
    }

    private void heard(WitnessLink witness, WitnessLink.Outcome outcome, long size, List<NoteSignature> signatures) {
        String origin = published.logs().installOrigin();
        switch (outcome) {
            case WitnessLink.Outcome.Cosigned cosigned -> signatures.add(cosigned.signature());
            case WitnessLink.Outcome.SawMore more -> {
                // Another gateway may have gone on, and shown it, since this round began.
                if (more.size() > published.install().head().size()) {
                    alarm.raise(LedgerFault.shorter(installTenant, origin, size, more.size()));
                }
            }
            case WitnessLink.Outcome.SawOther other ->
                alarm.raise(LedgerFault.differs(installTenant, origin, other.size()));
            case WitnessLink.Outcome.Silent silent ->
                LOG.warn("the witness at {} did not cosign: {}", witness.address(), silent.why());
        }
    }

    /** Appends what each file was not told yet: the tenants' checkpoints and the install log's. */
    private int files(SignedNote install, long size) {
        int written = 0;
        for (Map.Entry<AnchorAppender, Map<String, Long>> entry : told.entrySet()) {
            Map<String, Long> last = entry.getValue();
            String lost = entry.getKey().lost();
            if (!lost.isEmpty()) {
                LOG.error(
                        "the anchor file `{}` {} since it was last written: the newest checkpoints are written to it"
                                + " again, those before are wherever it went",
                        entry.getKey().file(),
                        lost);
                last.clear();
            }
            Map<String, Long> next = new HashMap<>(last);
            List<SignedNote> notes = new ArrayList<>();
            for (TenantId tenant : records.tenants()) {
                TreeHead head = published.logs().heads().head(tenant);
                String origin = published.logs().origin(tenant);
                if (!Long.valueOf(head.size()).equals(next.put(origin, head.size()))) {
                    notes.add(published.logs().signed(origin, head));
                }
            }
            String origin = published.logs().installOrigin();
            if (!Long.valueOf(size).equals(next.put(origin, size))) {
                notes.add(install);
            }
            try {
                entry.getKey().append(notes);
                last.putAll(next);
                written++;
            } catch (IOException e) {
                LOG.warn(
                        "the anchor file `{}` can't be written: {}",
                        entry.getKey().file(),
                        e.toString());
            }
        }
        return written;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
