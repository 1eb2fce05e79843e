package dev.sallyport.server.keys;

import dev.sallyport.ledger.note.SigningFailed;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The few calls of a PKCS#11 library that an Ed25519 signature takes, through the foreign function interface: the JDK's own
 * provider, SunPKCS11, knows no EdDSA.
 *
 * <p>The layouts are those of PKCS#11 v2.40 and v3.0 on 64-bit Unix, where {@code CK_ULONG} has 8 bytes. Functions are called
 * through the list that {@code C_GetFunctionList} answers, the one symbol every library must have; the numbers below are their
 * places in it. A library is loaded once and stays for the life of the process. Thread-safe, as {@code CKF_OS_LOCKING_OK}
 * asks of the library.
 */
@SuppressWarnings("restricted") // calling into a library is what this class is for
final class Pkcs11Library {
    static final long PUBLIC_KEY = 2;
    static final long PRIVATE_KEY = 3;

    private static final int INITIALIZE = 0;
    private static final int GET_SLOT_LIST = 4;
    private static final int GET_TOKEN_INFO = 6;
    private static final int OPEN_SESSION = 12;
    private static final int CLOSE_SESSION = 13;
    private static final int LOGIN = 18;
    private static final int GET_ATTRIBUTE_VALUE = 24;
    private static final int FIND_OBJECTS_INIT = 26;
    private static final int FIND_OBJECTS = 27;
    private static final int FIND_OBJECTS_FINAL = 28;
    private static final int SIGN_INIT = 42;
    private static final int SIGN = 43;

    private static final long OK = 0;
    private static final long ALREADY_INITIALIZED = 0x191;
    private static final long ALREADY_LOGGED_IN = 0x100;
    private static final long PIN_INCORRECT = 0xa0;
    private static final long PIN_LOCKED = 0xa4;
    private static final long CKA_CLASS = 0;
    private static final long CKA_LABEL = 3;
    private static final long CKA_EC_POINT = 0x181;
    private static final long CKM_EDDSA = 0x1057;
    private static final long OS_LOCKING_OK = 2;
    private static final long SERIAL_SESSION = 4;
    private static final long USER = 1;

    private static final long WORD = 8;
    private static final int LABEL_BYTES = 32;
    private static final int TOKEN_INFO_BYTES = 512; // CK_TOKEN_INFO has 208
    private static final int MAX_SLOTS = 256;
    private static final int POINT_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER =
            ValueLayout.ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(128 * WORD, ValueLayout.JAVA_BYTE));
    private static final Map<Path, Pkcs11Library> LOADED = new ConcurrentHashMap<>();

    private final MemorySegment functions;

    private Pkcs11Library(MemorySegment functions) {
        this.functions = functions;
    }

    /**
     * The library in this file.
     *
     * @throws SigningFailed {@code key_unusable} when it can't be loaded or refuses to start
     */
    static Pkcs11Library load(Path file) {
        return LOADED.computeIfAbsent(file, Pkcs11Library::loadOnce);
    }

    private static Pkcs11Library loadOnce(Path file) {
        MemorySegment entry;
        try {
            entry = SymbolLookup.libraryLookup(file, Arena.global())
                    .find("C_GetFunctionList")
                    .orElseThrow(() -> failed("`" + file + "` is no PKCS#11 library"));
        } catch (IllegalArgumentException e) {
            throw new SigningFailed("key_unusable", "pkcs11: `" + file + "` can't be loaded", e);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment list = arena.allocate(POINTER);
            require(invoke(entry, list), "C_GetFunctionList");
            Pkcs11Library library = new Pkcs11Library(list.get(POINTER, 0));
            MemorySegment arguments = arena.allocate(6 * WORD, WORD); // four callbacks, flags, reserved
            arguments.set(LONG, 4 * WORD, OS_LOCKING_OK);
            long answer = library.call(INITIALIZE, arguments);
            if (answer != ALREADY_INITIALIZED) {
                require(answer, "C_Initialize");
            }
            return library;
        }
    }

    /** A session on the token of that label, as its user. */
    long logIn(String token, String pin) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment session = arena.allocate(LONG);
            require(
                    call(OPEN_SESSION, slot(token), SERIAL_SESSION, MemorySegment.NULL, MemorySegment.NULL, session),
                    "C_OpenSession");
            long handle = session.get(LONG, 0);
            MemorySegment secret = arena.allocateFrom(pin);
            long answer = call(LOGIN, handle, USER, secret, secret.byteSize() - 1);
            secret.fill((byte) 0);
            if (answer == OK || answer == ALREADY_LOGGED_IN) {
                return handle;
            }
            closeSession(handle);
            boolean pinRefused = answer == PIN_INCORRECT || answer == PIN_LOCKED;
            throw failed(
                    pinRefused
                            ? "the token `" + token + "` refuses the PIN"
                            : "C_Login answered 0x" + Long.toHexString(answer));
        }
    }

    /** Closes a session; whatever the library says, it is not used again. */
    void closeSession(long session) {
        long ignored = call(CLOSE_SESSION, session);
    }

    private long slot(String token) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment slots = arena.allocate(LONG, MAX_SLOTS);
            MemorySegment count = arena.allocateFrom(LONG, MAX_SLOTS);
            require(call(GET_SLOT_LIST, (byte) 1, slots, count), "C_GetSlotList");
            MemorySegment info = arena.allocate(TOKEN_INFO_BYTES, WORD);
            for (long i = 0; i < count.get(LONG, 0); i++) {
                long slot = slots.getAtIndex(LONG, i);
                if (call(GET_TOKEN_INFO, slot, info) == OK && token.equals(label(info))) {
                    return slot;
                }
            }
            throw failed("no token is labelled `" + token + "`");
        }
    }

    private static String label(MemorySegment info) {
        byte[] label = info.asSlice(0, LABEL_BYTES).toArray(ValueLayout.JAVA_BYTE);
        return new String(label, StandardCharsets.UTF_8).stripTrailing();
    }

    /** The one object of that class and label. */
    long find(long session, long objectClass, String label) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(label);
            MemorySegment template = arena.allocate(6 * WORD, WORD); // two attributes: type, value, length
            attribute(template, 0, CKA_CLASS, arena.allocateFrom(LONG, objectClass), WORD);
            attribute(template, 1, CKA_LABEL, name, name.byteSize() - 1);
            require(call(FIND_OBJECTS_INIT, session, template, 2L), "C_FindObjectsInit");
            MemorySegment found = arena.allocate(LONG, 2);
            MemorySegment count = arena.allocate(LONG);
            long answer = call(FIND_OBJECTS, session, found, 2L, count);
            require(call(FIND_OBJECTS_FINAL, session), "C_FindObjectsFinal");
            require(answer, "C_FindObjects");
            if (count.get(LONG, 0) != 1) {
                throw failed("the token holds " + (count.get(LONG, 0) == 0 ? "no" : "several")
                        + (objectClass == PRIVATE_KEY ? " private keys `" : " public keys `") + label + "`");
            }
            return found.get(LONG, 0);
        }
    }

    private static void attribute(MemorySegment template, long at, long type, MemorySegment value, long bytes) {
        template.setAtIndex(LONG, 3 * at, type);
        template.set(ValueLayout.ADDRESS, (3 * at + 1) * WORD, value);
        template.setAtIndex(LONG, 3 * at + 2, bytes);
    }

    /** The 32 bytes of an Ed25519 public key: bare, or as tokens have it, in an OCTET STRING or BIT STRING. */
    byte[] ed25519Point(long session, long publicKey) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(128);
            MemorySegment template = arena.allocate(3 * WORD, WORD);
            attribute(template, 0, CKA_EC_POINT, value, value.byteSize());
            require(call(GET_ATTRIBUTE_VALUE, session, publicKey, template, 1L), "C_GetAttributeValue");
            byte[] point = value.asSlice(0, template.getAtIndex(LONG, 2)).toArray(ValueLayout.JAVA_BYTE);
            boolean octets = point.length == POINT_BYTES + 2 && point[0] == 0x04 && point[1] == POINT_BYTES;
            boolean bits = point.length == POINT_BYTES + 3 && point[0] == 0x03 && point[1] == POINT_BYTES + 1;
            if (point.length != POINT_BYTES && !octets && !bits) {
                throw failed("the public key is no Ed25519 key");
            }
            return Arrays.copyOfRange(point, point.length - POINT_BYTES, point.length);
        }
    }

    /** The signature over these bytes; empty when the token refuses. */
    Optional<byte[]> sign(long session, long key, byte[] message) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mechanism = arena.allocate(3 * WORD, WORD); // kind, parameter, its length
            mechanism.set(LONG, 0, CKM_EDDSA);
            if (call(SIGN_INIT, session, mechanism, key) != OK) {
                return Optional.empty();
            }
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            MemorySegment signature = arena.allocate(SIGNATURE_BYTES);
            MemorySegment length = arena.allocateFrom(LONG, SIGNATURE_BYTES);
            boolean signed = call(SIGN, session, data, data.byteSize(), signature, length) == OK
                    && length.get(LONG, 0) == SIGNATURE_BYTES;
            return signed ? Optional.of(signature.toArray(ValueLayout.JAVA_BYTE)) : Optional.empty();
        }
    }

    private long call(int function, Object... arguments) {
        return invoke(functions.get(ValueLayout.ADDRESS, (1 + function) * WORD), arguments);
    }

    private static long invoke(MemorySegment function, Object... arguments) {
        MemoryLayout[] layouts =
                Arrays.stream(arguments).map(Pkcs11Library::layout).toArray(MemoryLayout[]::new);
        try {
            return (long) Linker.nativeLinker()
                    .downcallHandle(function, FunctionDescriptor.of(LONG, layouts))
                    .invokeWithArguments(arguments);
        } catch (Throwable e) { // the handle declares it; the call itself throws nothing
            throw new SigningFailed("key_unusable", "pkcs11: the library can't be called", e);
        }
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Long number -> LONG;
            case Byte flag -> ValueLayout.JAVA_BYTE;
            default -> ValueLayout.ADDRESS;
        };
    }

    private static void require(long answer, String function) {
        if (answer != OK) {
            throw failed(function + " answered 0x" + Long.toHexString(answer));
        }
    }

    private static SigningFailed failed(String what) {
        return new SigningFailed("key_unusable", "pkcs11: " + what);
    }
}
