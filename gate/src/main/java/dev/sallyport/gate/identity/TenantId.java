package dev.sallyport.gate.identity;

import java.util.regex.Pattern;

/**
 * One customer or team whose records nobody else can see.
 *
 * @param value 1 to 128 letters, digits and {@code . _ : -}, as receipts spell it
 */
public record TenantId(String value) implements Comparable<TenantId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** @throws IllegalArgumentException if the value has another form */
    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a tenant is named by 1 to 128 letters, digits or . _ : -");
        }
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
