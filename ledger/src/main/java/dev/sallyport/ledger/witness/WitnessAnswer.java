package dev.sallyport.ledger.witness;

import dev.sallyport.ledger.note.NoteSignature;

/** What a witness answers, with the HTTP status that tlog-witness gives each case. */
public sealed interface WitnessAnswer {
    /** The status of the response. */
    int status();

    /** The checkpoint is kept, and this is the cosignature. */
    record Cosigned(NoteSignature signature) implements WitnessAnswer {
        @Override
        public int status() {
            return 200;
        }
    }

    /** The request is not one. */
    record BadRequest(String code, String reason) implements WitnessAnswer {
        @Override
        public int status() {
            return 400;
        }
    }

    /** No key of the log's signed, or a signature that claims to be of one does not hold. */
    record NotSigned(String reason) implements WitnessAnswer {
        @Override
        public int status() {
            return 403;
        }
    }

    /** The witness does not follow this log. */
    record UnknownLog() implements WitnessAnswer {
        @Override
        public int status() {
            return 404;
        }
    }

    /** The witness has cosigned another size than the asker thought. */
    record OtherSize(long size) implements WitnessAnswer {
        @Override
        public int status() {
            return 409;
        }
    }

    /**
     * The new checkpoint does not continue what the witness cosigned: a fork, or a proof that shows nothing. Worth keeping
     * as evidence when the log signed it.
     */
    record Inconsistent(String reason) implements WitnessAnswer {
        @Override
        public int status() {
            return 422;
        }
    }
}
