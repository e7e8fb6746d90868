"""What the chats share in drawing a card, whatever their markup. No chat library."""
