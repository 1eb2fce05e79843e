package dev.sallyport.server.console;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.registry.Passkey;
import dev.sallyport.server.passkey.Ceremony;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;

/** What devices are asked to sign: this answer to this approval, or this person's new key, each with a nonce of its own. */
final class Keys {
    private static final byte[] APPROVAL = domain("sallyport/passkey-approval/1\n");
    private static final byte[] REGISTRATION = domain("sallyport/passkey-registration/1\n");

    private final Ceremony ceremony;
    private final InstantSource clock;

    Keys(Ceremony ceremony, InstantSource clock) {
        this.ceremony = ceremony;
        this.clock = clock;
    }

    private static byte[] domain(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** SHA-256 over domain and canonical form of action hash, approval, expiry, decision, binding and nonce. */
    static byte[] challenge(Approval approval, boolean approves, String nonce) {
        JsonObject about = JsonObject.builder()
                .put("tenant", approval.tenant().value())
                .put("approval", approval.id().value())
                .put("action_hash", approval.actionHash())
                .put("binding", approval.binding())
                .put("expires_at", approval.expiresMillis())
                .put("decision", approves ? "approve" : "reject")
                .put("nonce", nonce)
                .build();
        return sha256(APPROVAL, CanonicalForm.of(about, Scheme.SALLYPORT_JCS_2));
    }

    /** The same for a person who registers a key. */
    static byte[] challenge(Doors.Person person, String nonce) {
        JsonObject about = JsonObject.builder()
                .put("tenant", person.approver().tenant().value())
                .put("person", person.approver().person().folded())
                .put("nonce", nonce)
                .build();
        return sha256(REGISTRATION, CanonicalForm.of(about, Scheme.SALLYPORT_JCS_2));
    }

    private static byte[] sha256(byte[] domain, byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(domain);
            return sha.digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Attributes of a form that asks for an answer to be signed, and the hidden field that goes with them. */
    String asking(Approval approval, boolean approves, Passkey key, String nonce) {
        return "data-passkey=\"use\" data-rp=\"" + Html.of(ceremony.rpId()) + "\" data-key=\"" + Html.of(key.id())
                + "\" data-challenge=\"" + text(challenge(approval, approves, nonce)) + "\"";
    }

    /** Attributes of a form that asks for a key. */
    String making(Doors.Person person, String nonce) {
        String name = person.approver().person().value();
        return "data-passkey=\"create\" data-rp=\"" + Html.of(ceremony.rpId()) + "\" data-name=\"" + Html.of(name)
                + "\" data-user=\""
                + text(sha256(REGISTRATION, domain(person.approver().person().folded())))
                + "\" data-challenge=\"" + text(challenge(person, nonce)) + "\"";
    }

    /** The key in a registration's form. */
    Passkey made(Doors.Person person, Form form) {
        Ceremony.Registered key = ceremony.register(
                challenge(person, form.text("nonce")), form.bytes("client_data"), form.bytes("attestation"));
        return new Passkey(
                person.approver().tenant(),
                person.approver().person(),
                key.id(),
                key.algorithm(),
                key.publicKey(),
                clock.millis());
    }

    /** @throws dev.sallyport.server.passkey.PasskeyRefused unless that key signed this answer */
    void verify(Passkey key, Approval approval, boolean approves, Form form) {
        ceremony.verify(
                new Ceremony.Registered(key.id(), key.algorithm(), key.publicKey()),
                challenge(approval, approves, form.text("nonce")),
                form.bytes("client_data"),
                form.bytes("authenticator_data"),
                form.bytes("signature"));
    }
}
