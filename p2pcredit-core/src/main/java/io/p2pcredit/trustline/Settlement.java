package io.p2pcredit.trustline;

import com.google.errorprone.annotations.Immutable;
import java.util.Optional;

/**
 * One settlement of a debt on the ledger, as this node knows it.
 *
 * @param key its name on the ledger
 * @param peer the other party
 * @param direction {@link Direction#OUTGOING} if this node is the debtor
 * @param number the debtor's number for it on this line, from 1
 * @param units what was asked for, then what was accepted, then what was credited
 * @param status how far it has come
 * @param transaction the ledger's name for the transfer, once it is known
 * @param reason why it does not go on by itself, or has ended uncredited; absent while all goes well
 */
@Immutable
public record Settlement(
        SettlementKey key,
        PeerId peer,
        Direction direction,
        long number,
        long units,
        SettlementStatus status,
        Optional<TransactionId> transaction,
        Optional<SettlementReason> reason) {}
