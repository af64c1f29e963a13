package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import java.util.regex.Pattern;

/**
 * What a trustline counts: a code of 1 to 12 characters out of {@code A-Z 0-9}, and the number of decimal places of its
 * smallest unit, 0 to 9.
 */
@Immutable
public record Asset(String code, int scale) {
    public static final int MAX_SCALE = 9;

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,12}");

    /** The default: whole credits. */
    public static final Asset CREDIT = new Asset("CREDIT", 0);

    public Asset {
        checkArgument(CODE.matcher(code).matches(), "an asset's code has 1 to 12 characters out of A-Z 0-9");
        checkArgument(scale >= 0 && scale <= MAX_SCALE, "an asset's scale is 0 to %s: %s", MAX_SCALE, scale);
    }
}
