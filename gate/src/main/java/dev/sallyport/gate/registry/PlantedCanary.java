package dev.sallyport.gate.registry;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.CanaryKind;
import java.util.Base64;

/**
 * A canary as it is kept: its id and kind for everybody who lists it, what was planted for whoever holds the install's key. A copy of the database tells
 * a thief that there are canaries, and not which of the found credentials they are. Immutable.
 */
public sealed interface PlantedCanary {
    /** Its id. */
    String id();

    /** As what it was planted. */
    CanaryKind kind();

    /**
     * The whole of it.
     *
     * @throws dev.sallyport.gate.seal.SealBroken if another install's key sealed it, or it was changed, or another tenant's
     */
    Canary open(TenantId tenant, Sealer sealer);

    /**
     * Sealed for its tenant.
     *
     * @param sealed what {@link Sealer} made of its stored form, in base 64
     */
    record Sealed(String id, CanaryKind kind, String sealed) implements PlantedCanary {
        @Override
        public Canary open(TenantId tenant, Sealer sealer) {
            byte[] form = sealer.open(context(tenant, id), Base64.getDecoder().decode(sealed));
            return ShieldCodec.canary(Fields.parse("canary", form));
        }

        /** Not what is sealed: nobody reads it. */
        @Override
        public String toString() {
            return "Sealed[" + id + ", " + kind.wire() + "]";
        }
    }

    /** One that was planted before canaries were sealed. */
    record Clear(Canary canary) implements PlantedCanary {
        @Override
        public String id() {
            return canary.id();
        }

        @Override
        public CanaryKind kind() {
            return canary.kind();
        }

        @Override
        public Canary open(TenantId tenant, Sealer sealer) {
            return canary;
        }
    }

    /** That canary, for its tenant alone. */
    static Sealed seal(TenantId tenant, Canary canary, Sealer sealer) {
        byte[] form = CanonicalForm.of(ShieldCodec.canary(canary), Scheme.SALLYPORT_JCS_2);
        byte[] sealed = sealer.seal(context(tenant, canary.id()), form);
        return new Sealed(canary.id(), canary.kind(), Base64.getEncoder().encodeToString(sealed));
    }

    private static String context(TenantId tenant, String id) {
        return "canary\n" + tenant.value() + "\n" + id;
    }
}
