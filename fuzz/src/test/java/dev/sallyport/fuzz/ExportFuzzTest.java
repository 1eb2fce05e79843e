package dev.sallyport.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported receipts: any bytes give a verdict, and nothing verifies but what a holder of the key signed. */
class ExportFuzzTest {

    private static final List<byte[]> VECTORS =
            Seeds.files("receipt/vectors", ".receipts").toList();

    static Stream<byte[]> seeds() {
        return VECTORS.stream();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void anyBytes_giveAVerdict_andOnlySignedOnesVerify(byte[] export) throws IOException {
        Verdict verdict = OfflineVerifier.verify(new ByteArrayInputStream(export), VerifyOptions.none());
        switch (verdict) {
            case Verdict.Verified verified ->
                assertTrue(VECTORS.stream().anyMatch(vector -> Arrays.equals(vector, export)), verified + "");
            case Verdict.ChainOnly chain -> assertTrue(chain.count() >= 0, chain + "");
            case Verdict.Fault fault ->
                assertTrue(fault.line() > 0 && !fault.code().isEmpty(), fault + "");
        }
    }
}
