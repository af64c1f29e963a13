package io.p2pcredit.trustline.machine;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.CreditLimit;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits that this end has granted and that the peer may still rely on: the one in force at the newest own entry
 * that the peer has shown to have seen, and every one granted since. Lowering a limit so binds the peer from the moment
 * it has seen the change, and not before.
 */
@Immutable
public record GrantedLimits(List<Grant> grants) {
    static final GrantedLimits NONE = new GrantedLimits(List.of());

    public GrantedLimits {
        grants = List.copyOf(grants);
    }

    /** A limit, in force from the own entry of that number on. */
    @Immutable
    public record Grant(long seq, CreditLimit limit) {}

    GrantedLimits with(long seq, CreditLimit limit) {
        List<Grant> more = new ArrayList<>(grants);
        more.add(new Grant(seq, limit));
        return new GrantedLimits(more);
    }

    /** This end's record goes on from that entry; what was granted before it may still be relied on until it is seen. */
    GrantedLimits replacedBy(long seq, CreditLimit limit) {
        CreditLimit earlier = CreditLimit.of(Math.max(largest(), limit.units()));
        return new GrantedLimits(List.of(new Grant(0, earlier), new Grant(seq, limit)));
    }

    /** What is left when the peer has shown that it knows the own entries up to the number. */
    GrantedLimits seenUpTo(long seq) {
        int inForce = 0;
        while (inForce + 1 < grants.size() && grants.get(inForce + 1).seq() <= seq) {
            inForce++;
        }
        return inForce == 0 ? this : new GrantedLimits(grants.subList(inForce, grants.size()));
    }

    /** The largest limit that the peer may rely on, in units. */
    long largest() {
        long largest = 0;
        for (Grant grant : grants) {
            largest = Math.max(largest, grant.limit().units());
        }
        return largest;
    }
}
