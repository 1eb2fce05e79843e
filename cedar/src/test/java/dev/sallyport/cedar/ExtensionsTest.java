package dev.sallyport.cedar;

import static dev.sallyport.cedar.World.eval;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.value.Datetime;
import dev.sallyport.cedar.value.Decimal;
import dev.sallyport.cedar.value.Duration;
import dev.sallyport.cedar.value.IpAddress;
import dev.sallyport.cedar.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExtensionsTest {

    @Test
    void a_decimal_has_up_to_four_decimals_and_compares_by_value() {
        assertEquals(12_3400, Value.decimal("12.34").tenThousandths());
        assertEquals(-1, Value.decimal("-0.0001").tenThousandths());
        assertEquals(Long.MIN_VALUE, Value.decimal("-922337203685477.5808").tenThousandths());
        assertEquals(Value.decimal("1.5"), Value.decimal("001.5000"));
        for (String wrong : List.of("1", "1.", ".5", "1.00000", "+1.0", "1e1", "922337203685477.5808", "", "-.1")) {
            assertTrue(Decimal.parse(wrong).isEmpty(), wrong);
        }
        assertEquals("true", eval("decimal(\"1.1\").lessThan(decimal(\"1.11\"))"));
        assertEquals("true", eval("decimal(\"1.1\").lessThanOrEqual(decimal(\"1.10\"))"));
        assertEquals("true", eval("decimal(\"1.2\").greaterThan(decimal(\"1.11\"))"));
        assertEquals("false", eval("decimal(\"1.1\").greaterThanOrEqual(decimal(\"1.11\"))"));
    }

    @Test
    void an_address_is_read_strictly() {
        assertTrue(Value.ip("10.1.2.3/8").prefix() == 8 && !Value.ip("10.1.2.3").v6());
        assertEquals(Value.ip("::1"), Value.ip("0:0:0:0:0:0:0:1/128"));
        for (String wrong : List.of(
                "1.2.3",
                "01.2.3.4",
                "1.2.3.256",
                "1.2.3.4/33",
                "1.2.3.4/08",
                "::1::",
                "1:2:3:4:5:6:7",
                "::ffff:1.2.3.4",
                "12345::",
                "::1%lo",
                "1.2.3.4/",
                "g::",
                "1:2:3:4:5:6:7:8:9",
                "1::2:3:4:5:6:7:8",
                "")) {
            assertTrue(IpAddress.parse(wrong).isEmpty(), wrong);
        }
    }

    @Test
    void ranges_contain_narrower_ranges_of_their_own_family() {
        assertEquals("true", eval("ip(\"10.1.0.0/16\").isInRange(ip(\"10.0.0.0/8\"))"));
        assertEquals("false", eval("ip(\"10.0.0.0/8\").isInRange(ip(\"10.1.0.0/16\"))"));
        assertEquals("true", eval("ip(\"2001:db8:1::/48\").isInRange(ip(\"2001:db8::/32\"))"));
        assertEquals("true", eval("ip(\"1:2:3:4:8000::1\").isInRange(ip(\"1:2:3:4:8000::/65\"))"));
        assertEquals("false", eval("ip(\"1:2:3:4::1\").isInRange(ip(\"1:2:3:4:8000::/65\"))"));
        assertEquals("false", eval("ip(\"1.2.3.4\").isInRange(ip(\"::/0\"))"));
        assertEquals("true", eval("ip(\"127.9.9.9\").isLoopback() && ip(\"::1\").isLoopback()"));
        assertEquals("false", eval("ip(\"126.0.0.1/7\").isLoopback() || ip(\"::1/127\").isLoopback()"));
        assertEquals("true", eval("ip(\"239.1.1.1\").isMulticast() && ip(\"ff02::1\").isMulticast()"));
        assertEquals("true", eval("ip(\"1.1.1.1\").isIpv4() && ip(\"::\").isIpv6()"));
    }

    @Test
    void a_datetime_is_read_in_five_forms_and_only_if_the_moment_exists() {
        assertEquals(0, Value.datetime("1970-01-01").epochMillis());
        assertEquals(1, Value.datetime("1970-01-01T00:00:00.001Z").epochMillis());
        assertEquals(-3_600_000, Value.datetime("1970-01-01T00:00:00+0100").epochMillis());
        assertEquals(5_400_007, Value.datetime("1970-01-01T00:00:00.007-0130").epochMillis());
        for (String wrong : List.of(
                "1970-1-1",
                "2023-02-29",
                "1970-01-01T24:00:00Z",
                "1970-01-01T00:00:60Z",
                "1970-01-01T00:00:00",
                "1970-01-01T00:00:00.1Z",
                "1970-01-01T00:00:00+2400",
                "1970-01-01 00:00:00Z")) {
            assertTrue(Datetime.parse(wrong).isEmpty(), wrong);
        }
    }

    @Test
    void datetimes_and_durations_compute_with_one_another() {
        assertEquals("true", eval("datetime(\"2024-02-28\").offset(duration(\"1d\")) == datetime(\"2024-02-29\")"));
        assertEquals("true", eval("datetime(\"2024-01-02\").durationSince(datetime(\"2024-01-01\")).toHours() == 24"));
        assertEquals("true", eval("datetime(\"1969-12-31T23:59:59Z\").toDate() == datetime(\"1969-12-31\")"));
        assertEquals("true", eval("datetime(\"1969-12-31T23:59:59Z\").toTime() == duration(\"23h59m59s\")"));
        assertEquals("true", eval("duration(\"-1d1ms\").toMilliseconds() == -86400001"));
        assertEquals("true", eval("duration(\"-90s\").toSeconds() == -90 && duration(\"-90s\").toMinutes() == -1"));
        assertEquals("true", eval("duration(\"49h\").toDays() == 2"));
        assertTrue(
                eval("datetime(\"2024-01-01\").offset(duration(\"9223372036854775807ms\")) == datetime(\"2024-01-01\")")
                        .startsWith("error"));
    }

    @Test
    void a_duration_has_its_units_in_order_and_fits_into_64_bits() {
        assertEquals(93_784_005, Value.duration("1d2h3m4s5ms").millis());
        assertEquals(Long.MIN_VALUE, Value.duration("-9223372036854775808ms").millis());
        for (String wrong : List.of("", "-", "1", "1h1d", "1ms1s", "+1d", "1.5h", "9223372036854775808ms", "1d ")) {
            assertTrue(Duration.parse(wrong).isEmpty(), wrong);
        }
    }

    @Test
    void values_made_from_wrong_text_are_refused_with_the_text_named() {
        CedarDataError error = assertThrows(CedarDataError.class, () -> Value.ip("nowhere"));
        assertEquals("\"nowhere\" is not a valid ip text", error.getMessage());
        assertEquals("cedar.value", error.code());
    }
}
