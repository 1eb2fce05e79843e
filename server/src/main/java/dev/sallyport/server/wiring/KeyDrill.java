package dev.sallyport.server.wiring;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.StaffKey;
import dev.sallyport.gate.registry.StaffRole;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.api.ReceiptExport;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.keys.RemoteKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A change of the key rehearsed on an install of its own: write, change, write, export, and check with the keys of before and after. */
public final class KeyDrill {
    private static final int WRITES = 10;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path folder;
    private final Sources sources;

    private KeyDrill(Path folder, Sources sources) {
        this.folder = folder;
        this.sources = sources;
    }

    /**
     * What came of it.
     *
     * @param receipts how many the export holds
     * @param rotateMillis how long the change took, during which a gateway would not serve
     * @param millis how long all of it took
     * @param faults what did not come out as it must; empty when the drill succeeded
     */
    public record Drilled(long receipts, long rotateMillis, long millis, List<String> faults) {
        public Drilled {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Rehearses in an empty folder, which the caller removes.
     *
     * @param place where the next key is; if empty, one is made and kept as a file
     * @throws StartRefused as {@link Install#create} and {@link KeyRotation#rotate}
     */
    public static Drilled run(Path folder, Optional<RemoteKey.Place> place, Sources sources) {
        return new KeyDrill(folder, sources).run(place);
    }

    private Drilled run(Optional<RemoteKey.Place> place) {
        long start = sources.ticker().getAsLong();
        Install.create(folder, sources);
        write();
        long before = sources.ticker().getAsLong();
        KeyRotation.Rotated rotated = KeyRotation.rotate(folder, place, sources);
        long after = sources.ticker().getAsLong();
        write();
        byte[] export = export();
        VerifierKey stranger =
                Ed25519Key.generate(rotated.next().name(), sources.random()).verifierKey();
        List<String> faults = new ArrayList<>();
        long receipts = expectVerified(export, rotated.old(), faults);
        expectVerified(export, rotated.next(), faults);
        if (!(verify(export, stranger) instanceof Verdict.Fault fault)
                || !fault.code().equals("key_differs")) {
            faults.add("the export was not refused to a reader with a key that is none of the log's");
        }
        long end = sources.ticker().getAsLong();
        return new Drilled(receipts, (after - before) / NANOS_PER_MILLI, (end - start) / NANOS_PER_MILLI, faults);
    }

    private static long expectVerified(byte[] export, VerifierKey key, List<String> faults) {
        return switch (verify(export, key)) {
            case Verdict.Verified verified -> verified.count();
            case Verdict.Fault fault -> {
                faults.add("with the key " + key.id() + " the export was refused: " + fault.code());
                yield 0;
            }
            case Verdict.ChainOnly chain -> {
                faults.add("the export is none of ours");
                yield 0;
            }
        };
    }

    private static Verdict verify(byte[] export, VerifierKey key) {
        try {
            return OfflineVerifier.verify(new ByteArrayInputStream(export), VerifyOptions.with(key));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory could not be read", e);
        }
    }

    private Foundation open() {
        return Foundation.open(new GatewayOptions(folder, Settings.defaults(), Optional.empty()), sources, false);
    }

    /** Acts of administration, each a receipt. */
    private void write() {
        Credentials credentials = new Credentials(sources.random());
        try (Foundation foundation = open()) {
            Gate gate = Core.of(foundation.house(), List.of()).gate();
            for (int i = 0; i < WRITES; i++) {
                StaffKey key = new StaffKey(
                        Install.DEFAULT_TENANT,
                        StaffRole.OPERATOR,
                        Credentials.hash(credentials.mint(CredentialKind.OPERATOR)));
                CommitResult result = gate.change(
                        Actor.system(Install.DEFAULT_TENANT), new RegistryChange.IssueStaffKey(key), "drill");
                if (!(result instanceof CommitResult.Committed)) {
                    throw new StartRefused("setup_failed", "the drill could not write: " + result);
                }
            }
        }
    }

    private byte[] export() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Foundation foundation = open()) {
            House house = foundation.house();
            new ReceiptExport(house.records(), house.published().logs()).write(Install.DEFAULT_TENANT, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory could not be written", e);
        }
    }
}
